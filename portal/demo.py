"""Made-up people, datasets and claims in every stage, so that a newcomer sees the whole house in
two minutes.

Only an empty embedded database is ever seeded. Everything goes through the same actions as in
earnest; identifiers lie outside the real ranges (accounts end in @N99, photo ids are between 90 and
100 billion).
"""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from claims.accounts import actions as accounts
from claims.accounts.models import Membership, User
from claims.assessment.actions import assess
from claims.assessment.queries import MatterLaw
from claims.correspondence.actions.messages import ask
from claims.datasets import actions as datasets
from claims.datasets import joint
from claims.documents import actions as documents
from claims.documents.stored import Confirming
from claims.flickr.ids import yfcc_hash, yfcc_image_url
from claims.intake import queries as intake_queries
from claims.intake.actions import move
from claims.intake.models import Claim
from claims.interview.actions import answers as interview_answers
from claims.interview.actions.answers import answer
from claims.interview.actions.people import begin, place_photos, set_roles
from claims.interview.queries import Interview
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.law.logic import Answer
from claims.law.theory import law_of
from claims.matters import actions as matters
from claims.matters.models import Matter
from claims.staff import actions as staff
from claims.submission.actions import freeze
from claims.submission.models import Submission
from portal import database_roles

PASSWORD = "demo-password-2026"  # noqa: S105 -- printed for everyone to use, in the demo alone
STAFF = [
    ("paralegal@standing.example", "Pat Paralegal", Membership.Role.PARALEGAL),
    ("attorney@standing.example", "Alex Attorney", Membership.Role.ATTORNEY),
    ("admin@standing.example", "Ada Administrator", Membership.Role.ADMINISTRATOR),
]
DRAFT_CLAIMANT = "half-done@standing.example"
FIRST = (
    "Ana Ben Cora Dev Elif Finn Gita Hugo Ines Jon Kaya Liam Mona Nico Olga Paul Quin Rosa Sam Tara"
).split()
LAST = (
    "Alder Birch Cedar Dogwood Elm Fir Gorse Hazel Ivy Juniper Larch Maple Nettle Oak Pine Rowan"
).split()
ACCOUNTS = 40
PHOTOS_EACH = 12


def is_empty() -> bool:
    return not User.objects.exists()


def is_of_another_version() -> bool:
    """Whether this is the demo's database, made by migrations that the code does not have.

    Asked before it is migrated, so in SQL: the models may not fit the tables.
    """
    loader = MigrationLoader(connection)
    if set(loader.applied_migrations) <= set(loader.disk_migrations):
        return False
    emails = [email for email, _name, _role in STAFF]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM accounts_user WHERE email = ANY(%s)", [emails])
        return cursor.fetchone()[0] == len(emails)


def remove() -> None:
    """Empty the demo's database, tables and all."""
    with database_roles.owner(), connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    _unfinished().unlink(missing_ok=True)


def sign_ins(url: str) -> str:
    """What a newcomer needs to look around."""
    lines = ["", "Demo sign-ins, all with the password " + PASSWORD + ":"]
    lines += [f"  {email:<32} {role.label}" for email, _name, role in STAFF]
    lines += [f"  {DRAFT_CLAIMANT:<32} a claimant with a half-done claim"]
    lines += [
        "Staff need a second factor; this prints its code: .venv/bin/python manage.py demo_code",
        "",
    ]
    lines += [f"Try on {url}/ :  {photo_link(0, 0)}", f"                    {account_id(1)}", ""]
    return "\n".join(lines)


def account_id(number: int) -> str:
    return f"{90000000 + 7919 * number}@N99"


def photo_id(account: int, number: int) -> int:
    return 90_000_000_000 + 211_000_003 * account + 1_009 * number


def photo_link(account: int, number: int) -> str:
    return f"https://www.flickr.com/photos/{account_id(account)}/{photo_id(account, number)}/"


def seed(say: Callable[[str], object]) -> None:
    """Fill the empty database.

    Raises RuntimeError when it is not empty.
    """
    if not is_empty():
        raise RuntimeError(
            "The database is not empty; demo data is put into an empty embedded one only."
        )
    unfinished = _unfinished()
    unfinished.touch()
    now = timezone.now()
    say("datasets")
    _seed_datasets(now)
    say("people and matter")
    people = _seed_staff(now)
    matter = _seed_matter(people["attorney@standing.example"], now)
    say("claims in all stages")
    _seed_claims(matter, people, now)
    unfinished.unlink()


def is_half_made() -> bool:
    """Whether an earlier start was stopped while it made the demo's data."""
    return _unfinished().exists()


def _unfinished() -> Path:
    return Path(settings.VAR_DIR) / "demo-unfinished"


def _seed_datasets(now: datetime) -> None:
    """Made-up datasets in the real formats, imported as real ones are."""
    with tempfile.TemporaryDirectory() as folder:
        for source, (name, lines) in _dataset_files().items():
            path = Path(folder) / name
            path.write_text("\n".join(lines) + "\n")
            if any(release.dataset == source for release in joint.current_releases()):
                continue
            datasets.import_release(
                source,
                [path],
                release="demo-2026",
                by="operator:demo",
                at=now,
                report=lambda *_: None,
            )


def _dataset_files() -> dict[str, tuple[str, list[str]]]:
    """By dataset: (name of the file, its lines)."""
    dice = random.Random(2026)
    pairs = [(account, number) for account in range(ACCOUNTS) for number in range(PHOTOS_EACH)]
    yfcc = [_yfcc_line(dice, line, *pair) for line, pair in enumerate(pairs)]
    megaface, meglass, pipa = [], [], []
    for a, n in pairs:
        owner, photo = account_id(a), photo_id(a, n)
        if a % 2 == 0:
            megaface.append(f"identities_0/{owner}_identity_{n % 4}/{photo}_{n % 2}.jpg")
        if a % 4 == 0 and n < 6:
            meglass.append(f"{owner}_identity_{n % 4}@{photo}_0.jpg {n % 2}")
        if a % 5 == 1 and n < 10:
            pipa.append(f"{91_000_000_000 + a} {photo} 100 80 60 70 {a * 3 + n % 3} 1")
    return {
        "yfcc100m": ("yfcc100m_dataset_demo", yfcc),
        "megaface": ("megaface_demo.txt", megaface),
        "meglass": ("meglass_demo.txt", meglass),
        "pipa": ("pipa_demo.txt", pipa),
    }


def _yfcc_line(dice: random.Random, line: int, account: int, number: int) -> str:
    photo, owner = photo_id(account, number), account_id(account)
    secret, server, farm = (
        f"{dice.getrandbits(40):010x}",
        1000 + dice.randrange(8000),
        1 + dice.randrange(9),
    )
    url = yfcc_image_url(farm, server, photo, secret)
    fields = [
        line,
        photo,
        yfcc_hash(url),
        owner,
        f"Demo+Account+{account}",
        "2011-06-05 12:00:00.0",
        1307275200,
    ]
    fields += ["Demo+Camera", "A+made-up+photo", "", "demo", "", "", "", ""]
    fields += [
        f"http://www.flickr.com/photos/{owner}/{photo}/",
        url,
        "Attribution-NonCommercial License",
    ]
    fields += [
        "http://creativecommons.org/licenses/by-nc/2.0/",
        server,
        farm,
        secret,
        secret,
        "jpg",
        0,
    ]
    return "\t".join(map(str, fields))


def _seed_staff(now: datetime) -> dict[str, User]:
    people = {}
    for email, name, role in STAFF:
        user = accounts.create_user(email=email, name=name, password=PASSWORD, at=now)
        accounts.grant(user, role, by="system", at=now)
        TOTP.activate(user, generate_totp_secret())
        people[email] = user
    return people


def _seed_matter(attorney: User, now: datetime) -> Matter:
    theories = law_of(now.date())
    matter = matters.open_matter(
        name="In re Flickr Face Datasets (demo matter)",
        court="United States District Court for the Northern District of Illinois",
        forum="federal",
        theories=list(theories),
        datasets=["megaface", "meglass", "pipa"],
        by=attorney,
        at=now - timedelta(days=120),
    )
    party = matters.add_defendant(
        matter, name="Made-up Vision Inc.", kind="company", by=attorney, at=now
    )
    for kind, ago, place in (
        ("obtain", 1660, "IL"),
        ("capture", 4000, "elsewhere"),
        ("profit", 200, "WA"),
    ):
        day = (now - timedelta(days=ago)).date()
        matters.record_act(
            party,
            kind=kind,
            dataset="megaface",
            earliest=day,
            latest=day,
            place=place,
            source="a made-up paper",
            by=attorney,
            at=now,
        )
    for key, theory in theories.items():
        matters.sign_off(
            key, theory.fingerprint(), by=attorney, at=now - timedelta(days=119), is_demo=True
        )
    return matter


# How far the claims go: each list is a path through the status table.
PATHS: list[list[str]] = [
    [],
    ["check_conflicts"],
    ["check_conflicts", "clear_conflicts"],
    ["check_conflicts", "clear_conflicts", "ask"],
    ["check_conflicts", "clear_conflicts", "to_attorney"],
    ["check_conflicts", "clear_conflicts", "to_attorney", "send_engagement"],
    ["check_conflicts", "clear_conflicts", "to_attorney", "send_engagement", "engage"],
    ["check_conflicts", "clear_conflicts", "to_attorney", "decline"],
    ["check_conflicts", "clear_conflicts", "to_attorney", "refer"],
    ["withdraw"],
]
CLAIMS = 30


def _seed_claims(matter: Matter, people: dict[str, User], now: datetime) -> None:
    """Every claim passes through the real actions; only the jobs are done here instead of by the
    worker.
    """
    for number in range(CLAIMS):
        at = now - timedelta(days=60 - number, hours=number % 7)
        name = f"{FIRST[number % len(FIRST)]} {LAST[(number * 7) % len(LAST)]}"
        claim = _sent_claim(matter, number, name, at)
        _walk(claim, PATHS[number % len(PATHS)], people, at + timedelta(hours=2))
    _half_done(matter, now - timedelta(days=1))
    law = MatterLaw(matter, now.date())
    for claim in Claim.objects.filter(matter=matter):
        assess(claim, law, at=now)
    Job.objects.filter(
        kind__in=[JobKind.TELL_MOVE, JobKind.ASSESS_SENT]
    ).delete()  # made-up mail; done above


def _claimant(email: str, name: str, at: datetime) -> User:
    born = at.date().replace(year=1975 + len(name), day=1)
    user = accounts.create_user(email=email, name=name, birth_date=born, password=PASSWORD, at=at)
    accounts.grant(user, Membership.Role.CLAIMANT, by=user, at=at)
    return user


def _begin(matter: Matter, user: User, number: int, at: datetime) -> Claim:
    links = [photo_link(number % ACCOUNTS, photo) for photo in range(1 + number % 3)]
    claim = begin(account=user, matter=matter, carried=links, at=at)
    set_roles(claim, ["in_photo"], by=user, at=at)
    screen = {
        "legal_name": Answer(user.name),
        "former_names": Answer(None, "unsaid"),
        "household": Answer(None, "unsaid"),
        "other_counsel": Answer("no"),
        "adverse_ties": Answer("no"),
    }
    interview_answers.screen(claim, screen, by=user, at=at)
    return claim


def _sent_claim(matter: Matter, number: int, name: str, at: datetime) -> Claim:
    user = _claimant(f"claimant{number}@standing.example", name, at)
    claim = _begin(matter, user, number, at)
    subject = claim.subjects.get(kind="self")
    photos = intake_queries.photos(claim)
    place_photos(claim, {(photo.pk, subject.pk): "depicted" for photo in photos}, by=user, at=at)
    _answer_all(claim, _typical_answers(number), at)
    submission = freeze(claim, by=user, at=at)
    confirm_and_send(claim, submission, user, at)
    return claim


def _typical_answers(number: int) -> dict[str, Answer]:
    state = ["IL", "CA", "TX"][number % 3]
    places = [
        {"state": state, "from": "2012-03", "until": ""},
        {"state": "OH", "from": "2004", "until": "2012-03"},
    ]
    return {
        "residence": Answer({"places": places, "all": True}, "estimated"),
        "taken_in": Answer("IL"),
        "uploaded_in": Answer("IL"),
        "taken_on": Answer("2011-06", precision="month"),
        "privacy_history": Answer("always_public"),
        "dealings": Answer(["none"]),
        "special_status": Answer(["none"]),
        "removal_asked": Answer("no"),
        "effect": Answer(None, "unsaid"),
        "class_rep": Answer("maybe"),
        "language": Answer("en"),
        "contact_note": Answer(None, "unsaid"),
        "name_links": Answer(["caption", "tags"]),
        "advertising_use": Answer("no"),
        "written_release": Answer("no"),
        "disclosure_consent": Answer("no"),
        "ad_release": Answer("no"),
        "uploaded_by": Answer("other"),
        "earlier_settlement": Answer(["none"]),
        "learned": Answer("2026-10", precision="month"),
        "evidence_held": Answer(["originals"]),
        "mailing_address": Answer(f"{number} Demo Street, Springfield"),
        "phone": Answer(None, "unsaid"),
        "face_visible": Answer("clear"),
    }


def _answer_all(claim: Claim, answers: dict[str, Answer], at: datetime) -> None:
    """Answer what the interview asks until it asks nothing more."""
    user, subject = claim.account, claim.subjects.get(kind="self")
    while needed := Interview(claim).needed():
        question = needed[0].question
        value = answers[question.key]
        if question.scope != "photo":
            about = subject if question.scope == "subject" else None
            answer(claim, question.key, value, subject=about, by=user, at=at)
            continue
        for photo in intake_queries.photos(claim):
            answer(claim, question.key, value, subject=subject, photo=photo, by=user, at=at)


def confirm_and_send(claim: Claim, submission: Submission, user: User, at: datetime) -> None:
    submission.claim = claim
    documents.build(submission, "frozen", at=at, progress=lambda *_: None)
    confirming = Confirming(
        typed_name=user.name,
        local_date=at.date().isoformat(),
        zone="America/Chicago",
        method="demo",
        address="192.0.2.1",
        browser="demo",
    )
    with transaction.atomic():
        documents.confirm(submission, confirming, seen=submission.sha256, by=user, at=at)
        move(claim, "submit", by=user, at=at)
        Job.objects.filter(kind=JobKind.DELIVER_RECEIPT, state="queued").delete()
    documents.build(submission, "sent", at=at, progress=lambda *_: None)
    Job.objects.filter(subject=submission.pk).update(state="done", finished_at=at)


def _walk(claim: Claim, path: list[str], people: dict[str, User], at: datetime) -> None:
    paralegal, attorney = people["paralegal@standing.example"], people["attorney@standing.example"]
    for step, name in enumerate(path):
        when = at + timedelta(hours=5 * step)
        if name == "withdraw":
            move(claim, name, by=claim.account, at=when)
        elif name == "ask":
            ask(
                claim,
                "In which year did you move to Illinois?",
                due_on=when.date() + timedelta(days=14),
                by=paralegal,
                at=when,
            )
        else:
            by = (
                paralegal
                if name in ("check_conflicts", "clear_conflicts", "to_attorney")
                else attorney
            )
            move(claim, name, by=by, at=when)
    if len(path) > 1:
        staff.assign(claim, paralegal, by=paralegal, at=at)
        staff.write_note(claim, "Names searched, no hit. Rows look plain.", by=paralegal, at=at)


def _half_done(matter: Matter, at: datetime) -> None:
    user = _claimant(DRAFT_CLAIMANT, "Halle Halfdone", at)
    claim = _begin(matter, user, 2, at)
    subject = claim.subjects.get(kind="self")
    placed = {(photo.pk, subject.pk): "depicted" for photo in intake_queries.photos(claim)}
    place_photos(claim, placed, by=user, at=at)
