"""An installation that is at work: a matter signed off, a list imported, every service up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import installation, make
from tests.claimant import Claimant
from tests.installation import Installation
from tests.post_office import PostOffice, delivering

SIGN_OFF = """
from django.utils import timezone
from claims.accounts.models import User
from claims.matters.actions import sign_off
from claims.matters.queries import all_theories
user = User.objects.get(email="alma@firm.example")
for row in all_theories(timezone.localdate()):
    sign_off(row.theory.key, row.fingerprint, by=user, at=timezone.now(), is_demo=True)
"""
MATTER = ["In re Test", "--court", "N.D. Ill.", "--forum", "federal", "--datasets", "meglass"]
SERVICES = ("web1", "web2", "worker", "beat")


@contextmanager
def at_work(folder: Path, proxy: str) -> Iterator[tuple[Installation, PostOffice]]:
    """Behind this proxy of deploy/; the mail ends in the post office."""
    with delivering() as office, installation.installed(folder, office.url) as firm:
        firm.manage("open_matter", *MATTER, "--theories", "il-bipa", "ca-privacy")
        firm.manage("add_staff", "alma@firm.example", "Alma Ash", "attorney")
        firm.manage("shell", "-c", SIGN_OFF)
        path = folder / "meglass.txt"
        path.write_text("\n".join(make.MEGLASS_LINES) + "\n", encoding="utf-8")
        firm.manage("import_dataset", "meglass", str(path), "--release", "made-up")
        for name in (*SERVICES, proxy):
            firm.start(name)
        for web in ("web1", "web2"):
            installation.wait_for_line(firm.ports[web])
        firm.wait_for_proxy()
        yield firm, office


def claimant(firm: Installation, office: PostOffice, number: int) -> Claimant:
    """Each from an address of their own, as the proxy sees it."""
    session = firm.session(f"127.0.{1 + number // 250}.{1 + number % 250}")
    return Claimant(session, firm.url, office, f"claimant-{number}@example.org")
