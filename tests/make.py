"""Makes people, datasets and claims for the tests, through the same actions as the site.

Identifiers lie outside the real ranges: accounts end in @N99, photo ids are between 90 and 100
billion.
"""

from __future__ import annotations

from datetime import UTC, date, datetime

OWNER, OTHER_OWNER = "12345678@N99", "87654321@N99"
PHOTO, PHOTO_2, ABSENT = 90_000_000_001, 90_000_000_002, 99_999_999_999
LINK = f"https://www.flickr.com/photos/{OWNER}/{PHOTO}/"
LINK_2 = f"https://www.flickr.com/photos/{OWNER}/{PHOTO_2}/"
MEGLASS_LINES = [
    f"{OWNER}_identity_4@{PHOTO}_0.jpg 0",
    f"{OWNER}_identity_4@90000000077_1.jpg 1",
    f"{OTHER_OWNER}_identity_0@90000000500_0.jpg 0",
]
BORN = date(1990, 5, 17)


def claimant(email, name, *, at, born=BORN, password=None):
    from claims.accounts import actions
    from claims.accounts.models import Membership

    user = actions.create_user(email=email, name=name, birth_date=born, password=password, at=at)
    actions.grant(user, Membership.Role.CLAIMANT, by=user, at=at)
    return user


def staff(email, name, role, *, at, matter=None, second_factor=True):
    from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

    from claims.accounts import actions

    user = actions.create_user(email=email, name=name, password="a long demo password", at=at)
    actions.grant(user, role, by="system", at=at, matter=matter)
    if second_factor:
        TOTP.activate(user, generate_totp_secret())
    return user


def signed_in(user, *, confirmed=False):
    """A client with the user's session; where the person has a second factor, it was used.

    `confirmed`: they proved just now who they are, with the factor or an e-mailed code.
    """
    import time

    from allauth.account.internal.flows.login import (
        _AUTHENTICATION_METHODS_USER_SESSION_KEY,
        AUTHENTICATION_METHODS_SESSION_KEY,
    )
    from allauth.account.internal.userkit import user_id_to_str
    from allauth.mfa.utils import is_mfa_enabled
    from django.test import Client

    client = Client()
    client.force_login(user)
    if is_mfa_enabled(user):
        session = client.session
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "mfa", "at": time.time(), "type": "totp", "reauthenticated": confirmed}
        ]
        session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = user_id_to_str(user)
        session.save()
    elif confirmed:
        session = client.session
        session["code_entered_at"] = time.time()
        session.save()
    return client


def outbox():
    """Django's outbox of the tests, after the jobs have sent what pages asked for."""
    from django.core import mail

    from claims.jobs.actions import run
    from claims.jobs.models import Job

    waiting = Job.objects.filter(kind="accounts.send_mail", state=Job.State.QUEUED)
    for job in waiting.order_by("created_at"):
        run(job.pk)
    return mail.outbox


def matter(*, at, forum="federal", signed=True, name="In re Flickr Face Datasets"):
    from claims.law.theory import law_of
    from claims.matters import actions
    from claims.matters.models import SignOff

    theories = law_of(at.date())

    made = actions.open_matter(
        name=name,
        court="United States District Court",
        forum=forum,
        theories=list(theories),
        datasets=["megaface", "meglass"],
        by="operator:test",
        at=at,
    )
    if signed:
        for key, theory in theories.items():
            SignOff.objects.get_or_create(
                theory=key,
                fingerprint=theory.fingerprint(),
                defaults={"signed_by": "Alma Ash", "signed_at": at},
            )
    return made


def release(source, lines, folder, *, at, name="2026-made-up", file=None, **options):
    """Import made-up lines as a release; returns the summary."""
    from claims.datasets import actions

    path = folder / (file or f"{source}.txt")
    path.write_text("\n".join(lines) + "\n")
    return actions.import_release(
        source, [path], release=name, by="operator:test", at=at, report=lambda *_: None, **options
    )


# --- Claims, each one step further than the one before ------------------------


def screen(name="Ana Alder", other_names=None):
    from claims.law.logic import Answer

    return {
        "legal_name": Answer(name),
        "former_names": Answer(other_names) if other_names else Answer(None, "unsaid"),
        "household": Answer(None, "unsaid"),
        "other_counsel": Answer("no"),
        "adverse_ties": Answer("no"),
    }


def first_page(**changed):
    """What somebody who is in a photo fills in on the first page of a claim."""
    return {
        "roles": "in_photo",
        "legal_name": "Ana Alder",
        "former_names": "",
        "household": "",
        "other_counsel": "no",
        "adverse_ties": "no",
    } | changed


def draft(user, matter, *, at, links=(LINK,), name="Ana Alder"):
    """Roles, screen, photos and who is in them are done; no question is answered yet."""
    from claims.intake.queries import photos
    from claims.interview.actions import answers as interview_answers
    from claims.interview.actions.people import begin, place_photos, set_roles

    claim = begin(account=user, matter=matter, carried=links, at=at)
    set_roles(claim, ["in_photo"], by=user, at=at)
    interview_answers.screen(claim, screen(name), by=user, at=at)
    subject = claim.subjects.get(kind="self")
    placed = {(photo.pk, subject.pk): "depicted" for photo in photos(claim)}
    place_photos(claim, placed, by=user, at=at)
    return claim


def lived(state, *, since=""):
    """The answer of someone who has lived in one state only."""
    from claims.law.logic import Answer

    return Answer({"places": [{"state": state, "from": since, "until": ""}], "all": True})


def answers(**changed):
    from claims.law.logic import Answer

    # What is asked of few stays open.
    from claims.law.questions import BY_KEY

    return (
        dict.fromkeys(BY_KEY, Answer(None, "unsure"))
        | {
            "residence": lived("IL", since="2012-03"),
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
            "face_visible": Answer("clear"),
            "name_links": Answer(["caption"]),
            "advertising_use": Answer("no"),
            "written_release": Answer("no"),
            "disclosure_consent": Answer("no"),
            "ad_release": Answer("no"),
            "uploaded_by": Answer("other"),
            "uploaded_on": Answer("2011-07", precision="month"),
            "licence_at_upload": Answer("by"),
            "licence_changed": Answer("no"),
            "registered": Answer("no"),
            "birth_date": Answer("2010-05-06", precision="day"),
            "other_parent": Answer("agrees"),
            "earlier_settlement": Answer(["none"]),
            "learned": Answer("2026-10", precision="month"),
            "evidence_held": Answer(["originals"]),
            "mailing_address": Answer("12 Elm Street, Springfield"),
            "phone": Answer(None, "unsaid"),
        }
        | changed
    )


def answered(user, matter, *, at, links=(LINK,), **changed):
    """Every needed question is answered. Returns the claim; `asked` on it lists what was asked."""
    return answer_open(draft(user, matter, at=at, links=links), by=user, at=at, **changed)


def family(user, matter, *, at, links=(LINK,), names=("Cleo Alder", "Dion Alder")):
    """A draft of somebody who put the photos on Flickr and whose children are in them."""
    from claims.intake.queries import photos
    from claims.interview.actions.people import add_person, place_photos

    claim = draft(user, matter, at=at, links=links)
    placed = {(photo.pk, claim.subjects.get().pk): "took" for photo in photos(claim)}
    for name in names:
        child = add_person(claim, "child", name, by=user, at=at)
        placed |= {(photo.pk, child.pk): "depicted" for photo in photos(claim)}
    place_photos(claim, placed, by=user, at=at)
    return claim


def answer_open(claim, *, by, at, **changed):
    """Answer what is needed of a draft. `asked` on it lists what was asked."""
    from claims.interview.actions.answers import answer
    from claims.interview.queries import Interview

    user = by
    said, claim.asked = answers(**changed), []
    while needed := Interview(claim).needed():
        question, subject = needed[0].question, needed[0].subject
        claim.asked.append(question.key)
        about = {"subject": subject if question.scope != "claim" else None}
        if question.scope == "photo":
            for photo in Interview(claim).photos_of(subject, question.key):
                answer(
                    claim, question.key, said[question.key], photo=photo, by=user, at=at, **about
                )
        else:
            answer(claim, question.key, said[question.key], by=user, at=at, **about)
    return claim


def frozen(user, matter, *, at, **changed):
    """Frozen, with its documents made."""
    from claims.documents import actions
    from claims.submission.actions import freeze

    claim = answered(user, matter, at=at, **changed)
    submission = freeze(claim, by=user, at=at)
    submission.claim = claim
    actions.build(submission, "frozen", at=at, progress=lambda *_: None)
    return claim, submission


def frozen_value(**changed):
    """A frozen claim of Ana's about nothing yet, as a value."""
    from claims.submission.frozen import Frozen, FrozenClaimant, FrozenMatter, FrozenSubject

    values = {
        "reference": "CLM-TEST-2",
        "matter": FrozenMatter("In re Flickr Face Datasets", "A court", "federal"),
        "frozen_at": datetime(2026, 11, 20, 15, 0, tzinfo=UTC),
        "claimant": FrozenClaimant("Ana Alder", "", "ana@example.org"),
        "roles": ("in_photo",),
        "subjects": (FrozenSubject(0, "self", "Ana Alder"),),
        "photos": (),
        "answers": (),
        "uploads": (),
        "searched": (),
        "findings": (),
    }
    return Frozen(**values | changed)


def frozen_photo(text, *, photo_id=None, capacity="depicted"):
    from claims.submission.frozen import FrozenCapacity, FrozenPhoto

    return FrozenPhoto(
        position=0,
        text=text,
        kind="photo" if photo_id else "nsid",
        photo_id=photo_id,
        owner=None,
        capacities=(FrozenCapacity(0, capacity),),
        rows=(),
        account_rows=0,
        negative=(),
    )


def frozen_answer(question, value, certainty="known", *, subject=0):
    from claims.submission.frozen import FrozenAnswer

    return FrozenAnswer(
        question=question,
        words=question,
        subject=subject,
        photo=None,
        value=value,
        certainty=certainty,
        precision="",
        basis="own",
        given_at=datetime(2026, 11, 20, 14, 0, tzinfo=UTC),
    )


def confirming(**changed):
    """What a person types under the documents."""
    from claims.documents.stored import Confirming

    values = {
        "typed_name": "Ana Alder",
        "local_date": "2026-11-23",
        "zone": "America/Chicago",
        "method": "test",
        "address": "192.0.2.7",
        "browser": "test",
    }
    return Confirming(**values | changed)


def confirmed(user, matter, *, at, **changed):
    """What the documents say is confirmed."""
    from claims.documents import actions

    claim, submission = frozen(user, matter, at=at, **changed)
    actions.confirm(submission, confirming(), seen=submission.sha256, by=user, at=at)
    return claim, submission


def sent(user, matter, *, at, **changed):
    """Sent, with the receipt and what counsel gets made."""
    from claims.documents import actions
    from claims.intake.actions import move

    claim, submission = confirmed(user, matter, at=at, **changed)
    move(claim, "submit", by=user, at=at)
    actions.build(submission, "sent", at=at, progress=lambda *_: None)
    return claim, submission
