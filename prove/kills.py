"""Services are killed at random while claims are sent through the proxy: nothing is lost, nothing
is done twice, the log holds, and no encrypted file is left without a row.
"""

from __future__ import annotations

import json
import random
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import Any

from tests import installation
from tests.claimant import Claimant
from tests.firm_at_work import at_work, claimant
from tests.installation import Installation
from tests.post_office import PostOffice

COUNT = 100  # kills in all
A_PIECE = 25
CLAIMANTS = 3  # at once
VICTIMS = ("web1", "web2", "worker", "beat", "database", "cache")
# After everything: a day later, so that the sweeper takes what is left, and what the rows say.
LOOK = """
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from django.conf import settings
from django.utils import timezone
from claims.documents.models import Document
from claims.intake.models import Claim, StatusMove
from claims.jobs.models import Job
from claims.submission.models import Submission
from claims.vault import actions as vault
from claims.vault.models import StoredFile
later = timezone.now() + timedelta(days=2)
swept = vault.sweep_files(at=later), vault.sweep_keys(at=later)
names = {path.name for path in Path(settings.FILES_DIR).glob("*/??/" + "?" * 32)}
rows = {key.hex for key in StoredFile.objects.values_list("pk", flat=True)}
per_submission = Counter(Document.objects.values_list("submission", "kind"))
print("LOOK" + json.dumps({
    "sent": sorted(Claim.objects.exclude(submitted_at=None).values_list("reference", flat=True)),
    "drafts": Claim.objects.filter(submitted_at=None).count(),
    "submits": StatusMove.objects.filter(name="submit").count(),
    "submissions": Submission.objects.filter(set_aside_at=None).count(),
    "documents_doubled": sum(count > 1 for count in per_submission.values()),
    "failed_jobs": Job.objects.filter(state="failed").count(),
    "waiting_jobs": Job.objects.filter(state="queued").count(),
    "most_tries": max(Job.objects.values_list("attempts", flat=True), default=0),
    "swept_files": swept[0],
    "swept_keys": swept[1],
    "files_without_row": len(names - rows),
    "rows_without_file": len(rows - names),
    "keys_missing": len(vault.missing_keys()),
}))
"""


def done(rows: list[dict[str, Any]]) -> int:
    return sum(row["kills"] for row in rows)


def piece(number: int) -> dict[str, Any]:
    """A new installation, A_PIECE kills in it, and what is there afterwards."""
    proxy = ("Caddyfile", "nginx.conf")[number % 2] if installation.nginx() else "Caddyfile"
    with (
        tempfile.TemporaryDirectory(prefix="standing-kills-") as folder,
        at_work(Path(folder), proxy) as (firm, office),
    ):
        return {"proxy": proxy} | under_kills(firm, office, kills=A_PIECE, seed=number)


def under_kills(firm: Installation, office: PostOffice, *, kills: int, seed: int) -> dict[str, Any]:
    """Claims are sent until so many services were killed, and then to their end."""
    is_over = threading.Event()
    made: list[str] = []
    people: list[Claimant] = []
    errors: list[str] = []

    def work(lane: int) -> None:
        number = lane
        while not is_over.is_set() and not errors:
            person = claimant(firm, office, number)
            people.append(person)
            try:
                made.append(person.make_claim())
            except Exception as error:  # whatever it was, the proof says so
                errors.append(f"{person.email}: {error}")
            number += CLAIMANTS

    threads = [threading.Thread(target=work, args=(lane,)) for lane in range(CLAIMANTS)]
    for thread in threads:
        thread.start()
    killed = _kill(firm, kills, random.Random(seed))
    is_over.set()
    while any(thread.is_alive() for thread in threads):
        _watch(firm, 1)
    state = _settled(firm)
    receipts = [mail for mail in office.received if "We have your answers" in str(mail["Subject"])]
    return {
        "kills": kills,
        "of": dict(killed),
        "claims": len(made),
        "lost_answers": sum(person.lost for person in people),
        "errors": errors,
        "lost": sorted(set(made) - set(state.pop("sent_references"))),
        "receipts": len({mail["Message-ID"] for mail in receipts}),
        "receipts_sent_again": len(receipts) - len({mail["Message-ID"] for mail in receipts}),
        "audit": firm.manage("verify_audit").strip().splitlines()[-1],
        **state,
    }


def _kill(firm: Installation, kills: int, chance: random.Random) -> Counter[str]:
    """One after another, each started again; the database is away for a while."""
    killed: Counter[str] = Counter()
    for _kill in range(kills):
        _watch(firm, chance.uniform(0.5, 2.5))
        victim = chance.choice(VICTIMS)
        firm.kill(victim)
        killed[victim] += 1
        _watch(firm, chance.uniform(0, 3))
        firm.start(victim)
    return killed


def _watch(firm: Installation, seconds: float) -> None:
    """Wait, and start again what has ended by itself meanwhile."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        firm.revive()
        time.sleep(0.2)


def _settled(firm: Installation) -> dict[str, Any]:
    """What the rows say once no work waits. A job that failed waits for its next try."""
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        text = firm.manage("shell", "-c", LOOK)
        state: dict[str, Any] = json.loads(text.partition("LOOK")[2])
        if not state["waiting_jobs"]:
            break
        time.sleep(3)
    state["sent_references"] = state["sent"]
    state["sent"] = len(state["sent"])
    return state


def faults(rows: list[dict[str, Any]]) -> list[str]:
    """What must not be, each with its place."""
    nought = (
        "errors lost drafts documents_doubled failed_jobs waiting_jobs files_without_row"
        " rows_without_file keys_missing"
    ).split()
    wrong = []
    for place, row in enumerate(rows):
        wrong += [f"piece {place}: {name}" for name in nought if row[name]]
        counts = {row[name] for name in ("claims", "sent", "submits", "submissions", "receipts")}
        if len(counts) > 1:
            wrong.append(f"piece {place}: doubled or lost")
        if "the chain holds" not in row["audit"]:
            wrong.append(f"piece {place}: the log")
    return wrong


def summary(rows: list[dict[str, Any]]) -> str:
    """A few lines for people."""
    of = Counter[str]()
    for row in rows:
        of.update(row["of"])
    names = ("claims", "lost_answers", "receipts_sent_again", "swept_files", "swept_keys")
    sums = {name.replace("_", " "): sum(row[name] for row in rows) for name in names}
    totals = ", ".join(f"{name}: {count}" for name, count in sums.items())
    victims = ", ".join(f"{name} {count}" for name, count in sorted(of.items()))
    verdict = "; ".join(faults(rows)) or "nothing lost, nothing doubled, the log holds"
    return f"{done(rows)} kills ({victims}); {totals}.\n{verdict}"
