"""Requests and replies, messages, invitations, erasure."""
