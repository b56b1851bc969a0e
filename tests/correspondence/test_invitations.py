"""Another adult is asked by one e-mail, makes a claim of their own, and neither sees the
other's.
"""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from claims.correspondence.actions.invitations import invite
from claims.correspondence.models import Invitation
from claims.correspondence.queries import concerns, linked
from claims.intake import queries as intake_queries
from claims.intake.models import Claim
from claims.intake.queries import with_claim
from claims.interview.actions import answers
from claims.interview.actions.people import add_person, place_photos
from claims.jobs import actions as jobs
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.law.logic import Answer
from claims.refusals import Refusal
from tests import make

pytestmark = pytest.mark.django_db
CO_PARENT = "bo@example.org"


def invited(claim, at, *, role="relative", person=None, email=CO_PARENT) -> str:
    """The address of the link in the e-mail."""
    photos = [photo.reference["text"] for photo in intake_queries.photos(claim)]
    said = {"name": "Bo Birch", "email": email, "person": person, "photos": photos}
    made = invite(claim, role, **said, by=claim.account, at=at)
    jobs.run(Job.objects.get(kind=JobKind.TELL_INVITED, subject=made.pk).pk)
    return re.search(r"http://localhost:8000(/invitation/\S+)", make.outbox()[-1].body)[1]


@pytest.fixture
def now():
    from django.utils import timezone

    return timezone.now()


@pytest.fixture
def family(ana, matter, at):
    """Ana's draft, with her child in the photo."""
    claim = make.draft(ana, matter, at=at)
    child = add_person(claim, "child", "Cleo Alder", by=ana, at=at)
    photo = intake_queries.photos(claim)[0]
    place_photos(claim, {(photo.pk, child.pk): "depicted"}, by=ana, at=at)
    return claim, child


def test_the_other_parent_gets_a_claim_of_their_own_with_the_child_and_the_photo(
    family, matter, now
):
    claim, child = family
    link = invited(claim, now, role="parent", person=child)
    assert make.outbox()[-1].to == [CO_PARENT]
    assert "Someone is asking our law firm about Flickr photos" in make.outbox()[-1].body
    assert "Ana" not in make.outbox()[-1].body and "Bo Birch" not in make.outbox()[-1].body
    assert "Cleo" not in make.outbox()[-1].body and "flickr.com" not in make.outbox()[-1].body
    stranger = Client().get(link).content.decode()
    assert "Ana Alder" in stranger and "Cleo" not in stranger and make.LINK not in stranger
    bo = make.claimant(CO_PARENT, "Bo Birch", at=now)
    assert "Cleo Alder" in make.signed_in(bo).get(link).content.decode()
    assert make.signed_in(bo).post(link).status_code == 302
    own = Claim.objects.get(account=bo)
    assert [(one.kind, one.name) for one in own.subjects.all()] == [
        ("self", ""),
        ("child", "Cleo Alder"),
    ]
    assert [photo.reference["text"] for photo in intake_queries.photos(own)] == [make.LINK]
    assert own.data_key_id != claim.data_key_id
    assert own.roles == ["parent"]
    assert Invitation.objects.get().accepted_claim == own


def test_neither_sees_the_others_claim(family, matter, now):
    claim, child = family
    link = invited(claim, now, role="parent", person=child)
    bo = make.claimant(CO_PARENT, "Bo Birch", at=now)
    make.signed_in(bo).post(link)
    own = Claim.objects.get(account=bo)
    for user, others in ((bo, claim), (claim.account, own)):
        for name in (
            "claim",
            "claim_continue",
            "claim_uploads",
            "claim_invite",
            "claim_data",
            "claim_erase",
        ):
            assert (
                make.signed_in(user, confirmed=True)
                .get(reverse(name, args=[others.reference]))
                .status_code
                == 404
            )
    page = (
        make.signed_in(claim.account)
        .get(reverse("claim_invite", args=[claim.reference]))
        .content.decode()
    )
    assert "accepted" in page and own.reference not in page


def test_the_page_invites_with_the_photos_that_were_chosen(ana, matter, at):
    claim = make.draft(ana, matter, at=at, links=(make.LINK, make.LINK_2))
    first, _second = intake_queries.photos(claim)
    said = {
        "role": "relative",
        "name": "Bo Birch",
        "email": "Bo@Example.org",
        "photos": [str(first.pk)],
    }
    client, url = make.signed_in(ana), reverse("claim_invite", args=[claim.reference])
    assert client.post(url, said).status_code == 302
    made = with_claim(claim, Invitation.objects.all())[0]
    assert (made.content["email"], made.content["photos"]) == (CO_PARENT, [make.LINK])
    assert client.post(url, said).status_code == 302  # a button that was pressed twice
    assert Invitation.objects.count() == 1
    Invitation.objects.update(asked_at=made.asked_at - timedelta(minutes=3))
    again = client.post(url, said)
    assert again.status_code == 400
    assert "You have already invited this person" in again.content.decode()
    assert Invitation.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"email": "nonsense"}, "Check the email address. It should look like name@example.org."),
        ({"email": "ana@example.org"}, "This is your own address."),
        ({"photos": []}, "Choose at least one photo."),
        ({"name": ""}, "Enter the person’s full name."),
        ({"role": "executor"}, "valid choice"),
    ],
)
def test_bad_input_is_named_and_nobody_is_written_to(changed, says, ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    photo = intake_queries.photos(claim)[0]
    said = {
        "role": "relative",
        "name": "Bo",
        "email": CO_PARENT,
        "photos": [str(photo.pk)],
    } | changed
    answer = make.signed_in(ana).post(reverse("claim_invite", args=[claim.reference]), said)
    assert (answer.status_code, says in answer.content.decode()) == (400, True)
    assert (Invitation.objects.count(), Job.objects.filter(kind=JobKind.TELL_INVITED).count()) == (
        0,
        0,
    )


def test_an_invitation_works_once_until_it_is_taken_back_or_too_old(family, otto, matter, now):
    claim, _child = family
    link = invited(claim, now, email=otto.email)
    make.signed_in(otto).post(link)
    una = make.claimant("una@example.org", "Una Ulm", at=now)
    assert make.signed_in(una).post(link).status_code == 404
    assert make.signed_in(otto).get(link).status_code == 302  # their own claim
    second = invited(claim, now, email="second@example.org")
    wanted = Invitation.objects.get(accepted_at=None)
    make.signed_in(claim.account).post(
        reverse("claim_invite_take_back", args=[claim.reference, wanted.pk])
    )
    assert Client().get(second).status_code == 404
    third = invited(claim, now - timedelta(days=61), email="third@example.org")
    assert Client().get(third).status_code == 404
    assert Claim.objects.filter(account=una).count() == 0


def test_whoever_else_has_the_link_sees_and_takes_nothing(family, otto, now):
    """A mistyped or forwarded address: neither the child's name nor the photos."""
    claim, child = family
    link = invited(claim, now, role="parent", person=child)
    page = make.signed_in(otto).get(link).content.decode()
    assert (
        "Cleo" not in page
        and make.LINK not in page
        and "signed in with a different address" in page
    )
    make.signed_in(otto).post(link)
    assert not Claim.objects.filter(account=otto).exists()
    otto.emailaddress_set.create(email=CO_PARENT, verified=True, primary=False)
    make.signed_in(otto).post(link)
    assert Claim.objects.filter(account=otto).count() == 1


def test_nobody_is_written_to_twice_whatever_became_of_the_first(family, now):
    claim, _child = family
    link = invited(claim, now)
    Client().post(link, {"decline": "1"})
    with pytest.raises(Refusal, match="You have already invited this person"):
        invited(claim, now)
    assert (Invitation.objects.count(), len(make.outbox())) == (1, 1)


def test_whether_somebody_else_invited_a_person_cannot_be_found_out(family, otto, matter, at, now):
    """The page, the list and the number that is left are the same; only no second mail goes out."""
    claim, _child = family
    invited(claim, now)
    theirs = make.draft(otto, matter, at=at)
    photo = intake_queries.photos(theirs)[0]
    client, url = make.signed_in(otto), reverse("claim_invite", args=[theirs.reference])
    pages = []
    for email in (CO_PARENT, "nobody@example.org"):
        said = {"role": "relative", "name": "Bo", "email": email, "photos": [str(photo.pk)]}
        answer = client.post(url, said, follow=True)
        page = answer.content.decode()
        notice = re.search(r'class="note[^"]*"[^>]*>(.*?)</div>', page, re.DOTALL)[1]
        pages.append((answer.status_code, notice, page.count("no answer yet")))
    for job in Job.objects.filter(kind=JobKind.TELL_INVITED, state="queued"):
        jobs.run(job.pk)
    assert (pages[0][:2], pages[0][2], pages[1][2]) == (pages[1][:2], 1, 2)
    assert [mail.to for mail in make.outbox()] == [[CO_PARENT], ["nobody@example.org"]]


def test_what_a_stranger_wrote_stands_in_no_mail_and_on_no_page(ana, matter, now):
    """A name can be a letter from the bank."""
    claim = make.draft(ana, matter, at=now)
    letter = "Ana. Your settlement of $4,200 is ready\nhttps://evil.example/pay"
    Claim.objects.filter(pk=claim.pk).update(claimant_name=letter)
    photos = [photo.reference["text"] for photo in intake_queries.photos(claim)]
    said = {"name": letter, "email": CO_PARENT, "person": None, "photos": photos}
    made = invite(claim, "relative", **said, by=ana, at=now)
    jobs.run(Job.objects.get(kind=JobKind.TELL_INVITED, subject=made.pk).pk)
    mail = make.outbox()[-1]
    page = Client().get(re.search(r"http://localhost:8000(/invitation/\S+)", mail.body)[1])
    for text in (mail.body, mail.subject, page.content.decode()):
        assert "evil" not in text and "4,200" not in text
    assert "ana@example.org" in page.content.decode()


@pytest.mark.parametrize(
    ("label", "start"), [("", "Someone asked us"), ("ADVERTISING", "ADVERTISING: Someone asked us")]
)
def test_mail_to_a_third_person_names_a_lawyer_and_bears_the_label_where_one_is_set(
    label, start, ana, matter, now, settings
):
    settings.FIRM_LAWYER, settings.MAIL_LABEL = "Lena Larch", label
    claim = make.draft(ana, matter, at=now)
    photos = [photo.reference["text"] for photo in intake_queries.photos(claim)]
    said = {"name": "Ana", "email": CO_PARENT, "person": None, "photos": photos}
    made = invite(claim, "relative", **said, by=ana, at=now)
    jobs.run(Job.objects.get(kind=JobKind.TELL_INVITED, subject=made.pk).pk)
    mail = make.outbox()[-1]
    assert mail.subject.startswith(start)
    assert "Responsible attorney: Lena Larch\n" in mail.body


def test_each_try_to_invite_counts_whatever_came_of_it(ana, matter, at, settings):
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"invite": "3/d/user"}
    claim = make.draft(ana, matter, at=at)
    client, url = make.signed_in(ana), reverse("claim_invite", args=[claim.reference])
    answers = [client.post(url, {"email": "nonsense"}).status_code for _try in range(4)]
    assert answers == [400, 400, 400, 429]
    assert Invitation.objects.count() == 0


def test_who_declines_is_not_asked_again(family, now):
    claim, _child = family
    link = invited(claim, now)
    assert (
        "We won’t write to you about it again"
        in Client().post(link, {"decline": "1"}).content.decode()
    )
    assert Client().get(link).status_code == 404
    assert Invitation.objects.get().closed_at is not None


def test_who_sent_it_and_staff_cannot_accept_it(family, rhea, now):
    claim, _child = family
    link = invited(claim, now)
    assert make.signed_in(claim.account).post(link).status_code == 302
    make.signed_in(rhea).post(link)
    assert Invitation.objects.get().accepted_at is None
    assert Claim.objects.count() == 1


def test_the_token_stands_in_no_table_in_clear(family, now):
    claim, _child = family
    token = invited(claim, now).split("/")[-2]
    row = Invitation.objects.values().get()
    assert token not in str(row) and row["token"] != token


# --- For the conflict check ---------------------------------------------------


def test_uploader_and_depicted_person_of_one_photo_are_flagged_as_perhaps_adverse(
    ana, otto, rhea, matter, at
):
    claim, _submission = make.sent(ana, matter, at=at)
    theirs = make.answered(otto, matter, at=at)
    subject, photo = theirs.subjects.get(), intake_queries.photos(theirs)[0]
    place_photos(theirs, {(photo.pk, subject.pk): "took"}, by=otto, at=at)
    assert linked(claim) == []  # a draft is the claimant's alone
    Claim.objects.filter(pk=theirs.pk).update(status="submitted", submitted_at=at)
    one = linked(claim)[0]
    assert (one.claim, one.by_invitation, one.shared, one.adverse) == (theirs, False, 1, 1)
    page = make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference])).content.decode()
    assert theirs.reference in page and "may be adverse in 1 photo" in page


def test_within_a_claim_who_took_and_who_is_shown_are_flagged(family, ana, at):
    claim, child = family
    me, photo = claim.subjects.get(kind="self"), intake_queries.photos(claim)[0]
    place_photos(claim, {(photo.pk, me.pk): "took"}, by=ana, at=at)
    answers.answer(claim, "other_parent", Answer("disagrees"), subject=child, by=ana, at=at)
    said = concerns(claim)
    assert said[0].startswith("Ana Alder took a photo that shows Cleo Alder")
    assert said[1] == "The other parent of Cleo Alder does not agree."


def test_a_plain_claim_raises_no_concern(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    assert (concerns(claim), linked(claim)) == ([], [])
