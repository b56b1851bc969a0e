"""A page that lists sixty things costs as many queries as one that lists ten."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.audit.actions import record
from claims.correspondence.actions.messages import write
from claims.correspondence.models import Request
from claims.evidence.actions import add_upload
from claims.intake.models import Claim
from claims.intake.status import Status
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.matters import actions as matters
from claims.matters.models import LawRun
from claims.ownership import actions as ownership
from claims.ownership.models import FlickrAccount, Proof
from claims.staff.actions import write_note
from claims.vault import actions as vault
from tests import make
from tests.evidence.test_uploads import picture

pytestmark = pytest.mark.django_db
FEW, MANY = 10, 60


def links(begin, end):
    return [
        f"https://www.flickr.com/photos/{make.OWNER}/{make.PHOTO + n}/" for n in range(begin, end)
    ]


def cost(client, address):
    """Queries of a look at a page; the first fills caches, and of two more the cheaper counts: on a
    busy machine the cache may answer too late, and the session is read from the database.
    """
    assert client.get(address).status_code == 200
    counts = []
    for _look in range(2):
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        counts.append(len(queries))
    return min(counts)


def assert_flat(client, address, add):
    """`add(begin, end)` makes the things with these numbers."""
    add(0, FEW)
    few = cost(client, address)
    add(FEW, MANY)
    assert cost(client, address) == few


def claims_of_many(matter, at):
    def add(begin, end):
        for number in range(begin, end):
            user = make.claimant(f"many-{number}@example.org", f"Name {number:03d}", at=at)
            Claim.objects.create(
                reference=f"CLM-M{number:03d}-X",
                account=user,
                matter=matter,
                data_key=vault.create_key(at=at),
                claimant_name=user.name,
                status=Status.SUBMITTED,
                state="IL",
                created_at=at,
                submitted_at=at,
                changed_at=at,
            )

    return add


# --- Lists of the desk ----------------------------------------------------------


def test_the_worklist(rhea, matter, at):
    assert_flat(make.signed_in(rhea), reverse("desk"), claims_of_many(matter, at))


def test_the_codes_to_look_for(rhea, matter, at):
    def add(begin, end):
        for number in range(begin, end):
            user = make.claimant(f"code-{number}@example.org", "Cora", at=at)
            account = ownership.name_account(user, f"{10_000_000 + number}@N99", at=at)
            proof = ownership.begin_code(account, by=user, at=at)
            ownership.code_is_placed(proof, by=user, at=at)

    assert_flat(make.signed_in(rhea), reverse("desk_proofs"), add)


def test_the_accounts_that_several_people_showed(rhea, matter, at):
    def add(begin, end):
        for number in range(begin, end):
            for name in ("first", "second"):
                user = make.claimant(f"{name}-{number}@example.org", "Cora", at=at)
                ownership.prove(user, f"{20_000_000 + number}@N99", Proof.Way.DOWNLOAD, at=at)

    client = make.signed_in(rhea)
    assert_flat(client, reverse("desk_proofs"), add)
    page = client.get(reverse("desk_proofs"))
    assert len(page.context["disputes"]) == MANY


def test_the_failed_work(rhea, ada, matter, at):
    def add(begin, end):
        for _number in range(begin, end):
            Job.objects.create(
                kind=JobKind.TELL_MOVE,
                subject=uuid.uuid4(),
                state=Job.State.FAILED,
                created_at=at,
                not_before=at,
                finished_at=at,
            )

    assert_flat(make.signed_in(ada), reverse("desk_jobs"), add)


def test_the_runs_of_the_law_of_which_some_are_under_way(rhea, matter, at):
    def add(begin, end):
        for _number in range(begin, end):
            LawRun.objects.create(
                matter=matter, cause="law", law="0" * 64, asked_at=at, begun_at=at
            )

    # The page shows fifty.
    assert_flat(make.signed_in(rhea), reverse("desk_runs"), add)


def test_the_parties_and_their_acts(rhea, matter, at):
    def add(begin, end):
        for number in range(begin, end):
            defendant = matters.add_defendant(
                matter=matter, name=f"Made-up {number} Inc.", kind="company", by="system", at=at
            )
            matters.record_act(
                defendant,
                kind="possess",
                dataset="megaface",
                earliest=None,
                latest=None,
                place="",
                source="Made up",
                by="system",
                at=at,
            )

    assert_flat(make.signed_in(rhea), reverse("desk_acts"), add)


def test_the_releases(rhea, meglass, at):
    from claims.datasets.models import Release

    def add(begin, end):
        pattern = Release.objects.first()
        for number in range(begin, end):
            pattern.pk, pattern._state.adding = uuid.uuid4(), True
            pattern.name, pattern.retired_at = f"old-{number}", at
            pattern.save()

    assert_flat(make.signed_in(rhea), reverse("desk_releases"), add)


# --- One claim, at the desk and at home ---------------------------------------------


@pytest.fixture(params=["desk_claim", "claim"])
def side(request):
    return request.param


@pytest.fixture
def of_sent(side, ana, rhea, matter, meglass, at):
    """A sent claim with the client and the address of the page of either side."""
    claim, _submission = make.sent(ana, matter, at=at)
    client = make.signed_in(rhea if side == "desk_claim" else ana)
    return claim, client, reverse(side, args=[claim.reference])


def test_messages_of_a_claim(of_sent, rhea, ana, at):
    claim, client, address = of_sent

    def add(begin, end):
        for number in range(begin, end):
            write(claim, f"Message {number}", from_firm=True, by=rhea, at=at)
            write(claim, f"Answer {number}", from_firm=False, by=ana, at=at)

    assert_flat(client, address, add)


def test_requests_of_a_claim(of_sent, rhea, at):
    claim, client, address = of_sent

    def add(begin, end):
        for number in range(begin, end):
            Request.objects.create(
                claim=claim,
                text=f"Which {number}?",
                asked_by=rhea,
                asked_at=at,
                reply="This one.",
                replied_at=at,
            )

    assert_flat(client, address, add)


def test_events_of_a_claim(of_sent, rhea, ana, at):
    claim, client, address = of_sent

    def add(begin, end):
        for _number in range(begin, end):
            record("claim.opened", by=rhea, at=at, subject=claim)
            record("claim.replied", by=ana, at=at, subject=claim)

    assert_flat(client, address, add)


def test_notes_of_a_claim(of_sent, rhea, at):
    claim, client, address = of_sent

    def add(begin, end):
        for number in range(begin, end):
            write_note(claim, f"Note {number}", by=rhea, at=at)

    assert_flat(client, address, add)


def test_files_of_a_claim(of_sent, ana, at):
    claim, client, address = of_sent

    def add(begin, end):
        for number in range(begin, end):
            add_upload(claim, picture(size=(40 + number, 40)), f"{number}.jpg", by=ana, at=at)

    assert_flat(client, address, add)


def test_the_claim_page_with_many_photos(side, ana, otto, rhea, matter, meglass, at):
    counts = []
    for user, begin, end in ((ana, 0, FEW), (otto, 100, 100 + MANY)):
        claim, _submission = make.sent(user, matter, at=at, links=links(begin, end))
        client = make.signed_in(rhea if side == "desk_claim" else user)
        counts.append(cost(client, reverse(side, args=[claim.reference])))
    assert counts[0] == counts[1]


# --- A draft --------------------------------------------------------------------

STAGES = {
    "claim_photos": make.draft,
    "claim_capacity": make.draft,
    "claim_uploads": make.draft,
    "claim_check": make.answered,
    "claim_documents": lambda *who, **how: make.frozen(*who, **how)[0],
}


@pytest.mark.parametrize("page", STAGES)
def test_a_page_of_a_draft_with_many_photos(page, ana, otto, matter, meglass, at):
    counts = []
    for user, begin, end in ((ana, 0, FEW), (otto, 100, 100 + MANY)):
        claim = STAGES[page](user, matter, at=at, links=links(begin, end))
        counts.append(cost(make.signed_in(user), reverse(page, args=[claim.reference])))
    assert counts[0] == counts[1]


def test_the_flickr_accounts_of_a_person(ana, at):
    def add(begin, end):
        for number in range(begin, end):
            ownership.prove(ana, f"{30_000_000 + number}@N99", Proof.Way.SIGN_IN, at=at)

    # A person can name twenty.
    client = make.signed_in(ana)
    add(0, 4)
    few = cost(client, reverse("flickr"))
    add(4, 20)
    assert cost(client, reverse("flickr")) == few
    assert FlickrAccount.objects.count() == 20
