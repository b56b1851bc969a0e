"""What the law says of each claim: lines, decisions, runs of the law."""
