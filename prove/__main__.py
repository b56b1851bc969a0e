"""python -m prove: see `make prove`."""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from pathlib import Path

from urllib3.exceptions import InsecureRequestWarning

from prove import kills, law, looks

FOLDER = Path(__file__).resolve().parent.parent / "var" / "prove"
PROOFS = {"kills": kills, "law": law, "looks": looks}


def main() -> None:
    parser = argparse.ArgumentParser(prog="make prove")
    parser.add_argument("--what", default="kills", choices=sorted(PROOFS))
    parser.add_argument("--count", type=int, default=0, help="how much; else as the proof has it")
    options = parser.parse_args()
    warnings.simplefilter("ignore", InsecureRequestWarning)
    proof = PROOFS[options.what]
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{options.what}.jsonl"
    rows = [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []
    while proof.done(rows) < (options.count or proof.COUNT):
        rows.append(proof.piece(len(rows)))
        with path.open("a", encoding="utf-8") as out:
            out.write(json.dumps(rows[-1]) + "\n")
        sys.stderr.write(json.dumps(rows[-1]) + "\n")
    sys.stdout.write(proof.summary(rows) + "\n")
    sys.exit(1 if proof.faults(rows) else 0)


if __name__ == "__main__":
    main()
