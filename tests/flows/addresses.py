"""The pages of the site, by who sees them, with something on each: for the runs that visit them
all.
"""

from __future__ import annotations

from django.utils import timezone

from claims.correspondence.actions import reminders
from claims.correspondence.actions.erasure import ask_erasure
from claims.correspondence.actions.invitations import invite, token_of
from claims.correspondence.actions.messages import ask, write
from claims.intake.actions import move
from claims.interview.actions.people import add_person, set_roles
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.matters.models import Matter
from tests import make

PUBLIC = [
    "/",
    "/check/private/",
    "/check/picture/",
    "/api/v1/",
    "/datasets/",
    "/datasets/coverage/",
    "/datasets/helen/",
    "/datasets/megaface/",
    "/datasets/ibm-dif/",
    "/privacy/",
    "/verify/",
    "/account/login/",
    "/account/signup/",
    "/account/login/code/",
    "/account/password/reset/",
    "/states/",
    "/words/",
    "/help/",
    "/help/real/",
    "/help/cost/",
    "/help/after/",
    "/help/declined/",
    "/help/contact/",
    "/help/accessibility/",
    "/interest/",
    "/no-such-page/",
]
ACCOUNT = [
    "/account/email/",
    "/account/password/set/",
    "/account/2fa/",
    "/account/sessions/",
    "/account/2fa/totp/activate/",
]
ACCOUNT += [
    "/account/2fa/webauthn/add/",
    "/account/logout/",
    "/account/confirm/",
    "/claims/",
    "/claims/start/",
]
ACCOUNT += ["/flickr/", "/flickr/download/"]


def of_draft(ana, at) -> list[str]:
    """The interview of a parent, with an invitation on its way."""
    claim = make.draft(ana, Matter.objects.get(), at=at)
    set_roles(claim, ["in_photo", "parent"], by=ana, at=at)
    child = add_person(claim, "child", "Bea Alder", by=ana, at=at)
    base = f"/claims/{claim.reference}"
    names = ["conflict-check", "people", "photos", "who-is-who", "files", "invite", "erase"]
    pages = [f"{base}/{name}/" for name in names]
    said = {"name": "Bo Birch", "email": "bo@example.org", "person": child, "photos": [make.LINK]}
    sent = invite(claim, "parent", **said, by=ana, at=timezone.now())
    pages.append(f"/invitation/{token_of(sent)}/")
    pages.append(f"/reminders/{reminders.token_of(claim)}/")
    topics = [f"{child.position}/person", "0/person", "0/photos", "0/use", "0/last"]
    pages += [f"{base}/page/{topic}/" for topic in topics]
    keys = [
        "residence",
        "taken_in",
        "face_visible",
        "taken_on",
        "name_links",
        "learned",
        "birth_date",
    ]
    pages += [f"{base}/q/{child.position}/{key}/" for key in keys]
    return pages + [f"{base}/q/0/{key}/" for key in ("mailing_address", "phone", "written_release")]


def of_documents(ana, at) -> list[str]:
    """Documents that are made and wait to be read."""
    claim, _submission = make.frozen(ana, Matter.objects.get(), at=at)
    base = f"/claims/{claim.reference}/documents"
    return [
        f"{base}/",
        *(f"{base}/{kind}/" for kind in ("fact_sheet", "schedule")),
    ]


def of_sent_and_desk(ana, rhea, at) -> tuple[list[str], list[str]]:
    """(the claimant's pages, the desk's) of a claim that is under review, with a request and a
    failed job.
    """
    claim, _submission = make.sent(ana, Matter.objects.get(), at=at)
    for name in ("check_conflicts", "clear_conflicts"):
        move(claim, name, by=rhea, at=at)
    ask(claim, "When did you move?", due_on=None, by=rhea, at=at)
    write(claim, "Thank you.", from_firm=True, by=rhea, at=at)
    ask_erasure(claim, by=ana, at=at)
    Job.objects.create(
        kind=JobKind.BUILD_PACKET,
        subject=claim.pk,
        state="failed",
        error="OSError",
        created_at=at,
        not_before=at,
        finished_at=at,
    )
    own = [
        f"/claims/{claim.reference}/{name}"
        for name in ("", "contact/", "erase/", "files/", "invite/")
    ]
    names = [
        "",
        f"claims/{claim.reference}/",
        f"claims/{claim.reference}/access/",
        "releases/",
        "law/",
        "law/runs/",
    ]
    return ["/claims/", *own], [
        f"/staff/{name}" for name in [*names, "acts/", "accounts/", "jobs/"]
    ]


def of_steps(rhea, alma, at) -> list[tuple[object, list[str]]]:
    """(who, pages) of the steps that need something before them: the check and the
    confirmation; and the pages to which only a link in an e-mail leads.
    """
    from claims.accounts import actions as accounts
    from claims.matters import actions as matters
    from claims.matters.models import Interest

    matter, now = Matter.objects.get(), timezone.now()
    people = [
        make.claimant(f"{name}@steps.example", "Ana Alder", at=at) for name in ("check", "confirm")
    ]
    claim = make.answered(people[0], matter, at=at)
    steps = [(people[0], [f"/claims/{claim.reference}/check/"])]
    claim, _submission = make.frozen(people[1], matter, at=at)
    steps.append((people[1], [f"/claims/{claim.reference}/documents/"]))
    matters.note_interest(matter, "una@example.org", language="en", at=now)
    recovery = accounts.begin_recovery(
        people[0], "new@steps.example", {"how": "x", "note": "x"}, by=rhea, at=now
    )
    accounts.approve_recovery(recovery, matter.pk, by=alma, at=now - recovery.WAIT)
    recovery.refresh_from_db()
    links = [
        f"/interest/{matters.token_of(Interest.objects.get())}/",
        f"/account/recover/{accounts.token_of(recovery)}/",
        f"/account/recover/stop/{accounts.stop_token(recovery)}/",
    ]
    return [*steps, (alma, ["/staff/matters/"]), (None, links)]
