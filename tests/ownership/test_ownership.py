"""Whose a Flickr account is: three ways to show it, a sheet for its owner alone, and disputes that
staff settle.
"""

from __future__ import annotations

import io
import json
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadhandler import load_handler
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims.audit.models import Event
from claims.datasets import sheet
from claims.flickr import export
from claims.jobs.models import Job
from claims.jobs.names import JobKind
from claims.ownership import queries as ownership_queries
from claims.ownership.actions import (
    MOST_ACCOUNTS,
    begin_code,
    code_is_placed,
    decide_code,
    name_account,
    prove,
)
from claims.ownership.models import Dispute, FlickrAccount, Proof
from claims.ownership.queries import codes_to_look_for, open_disputes
from claims.refusals import Refusal
from claims.vault.models import StoredFile
from portal import uploads
from tests import make
from tests.flickr.test_export import PHOTO, PROFILE, archive

pytestmark = pytest.mark.django_db
NUMBERS = [make.PHOTO, 90_000_000_050]  # one that stands in the made-up MeGlass, one that does not


def download(nsid=make.OWNER, numbers=NUMBERS, name="123_ab_part1.zip", **changed) -> io.BytesIO:
    members: dict[str, dict] = {"account_profile.json": PROFILE | {"nsid": nsid}} if nsid else {}
    members |= {"contacts_part001.json": {"secret": "never opened"}}
    for number in numbers:
        members[f"photo_{number}.json"] = PHOTO | {"id": str(number)} | changed
    file = archive(members)
    file.name = name
    return file


def give(client: Client, *files):
    return client.post(reverse("flickr_download"), {"files": list(files)})


def test_the_download_shows_the_account_and_what_stands_of_it(enter, ana, meglass):
    client = enter(ana)
    answer = give(client, download())
    account = FlickrAccount.objects.get()
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("flickr_account", args=[account.pk]),
    )
    page = client.get(answer["Location"])
    found = page.context["sheet"]
    assert (found.photos, found.counts) == (2, {"faces": 1, "other": 0, "pool": 0, "nowhere": 1})
    (release,) = found.releases
    # Only what was given: what else stands under the account takes a proof that nobody makes up.
    assert (found.nsid, release.matched, release.of_account, release.gone) == (None, 1, 0, ())
    text = page.content.decode()
    assert "90000000077" not in text
    assert "meglass/2026-made-up/meglass.txt#L1" in text
    assert "sent the account’s data download" in text
    assert page["Cache-Control"] == "no-store"


def test_who_also_signs_in_with_flickr_sees_what_stands_under_the_account(enter, ana, meglass, at):
    client = enter(ana)
    account = give(client, download())["Location"]
    prove(ana, make.OWNER, Proof.Way.SIGN_IN, at=at)
    page = client.get(account)
    (release,) = page.context["sheet"].releases
    assert (release.matched, release.of_account, release.gone) == (1, 2, (90_000_000_077,))
    assert "90000000077" in page.content.decode()


def test_a_download_that_somebody_made_up_shows_nothing_of_the_account(
    enter, otto, meglass, matter, at
):
    """Two files in an archive name somebody else's account: no photo of it is shown or taken."""
    client = enter(otto)
    page = client.get(give(client, download(numbers=[90_000_000_050]))["Location"])
    assert page.context["sheet"].counts["faces"] == 0
    for number in (make.PHOTO, 90_000_000_077):
        assert str(number) not in page.content.decode()
    client.post(reverse("flickr_to_claim", args=[FlickrAccount.objects.get().pk]))
    assert not any(str(make.PHOTO) in text for text in client.session["carried"])
    accounts = client.get(reverse("flickr")).content.decode()
    assert "shown to be yours" not in accounts
    assert "Get a code for my profile" in accounts


def test_nothing_but_what_is_needed_is_kept_and_that_encrypted(enter, ana, meglass, tmp_path):
    give(enter(ana), download())
    (stored,) = StoredFile.objects.all()
    assert (stored.area, stored.data_key_id) == ("claimant", ana.data_key_id)
    kept = ownership_queries.photos(FlickrAccount.objects.get())
    assert kept.as_json() == {
        "number": NUMBERS,
        "year": [2008, 2008],
        "month": [7, 7],
        "licence": [255, 255],
        "privacy": ["public", "public"],
    }
    with connection.cursor() as cursor:
        cursor.execute("SELECT nsid::text, index FROM ownership_flickraccount")
        assert make.OWNER.split("@")[0].encode().hex() not in cursor.fetchone()[0]
    assert not any(
        str(NUMBERS[0]).encode() in path.read_bytes()
        for path in (tmp_path / "files").rglob("*")
        if path.is_file()
    )


def test_a_newer_download_is_joined_to_the_older_and_has_the_last_word(
    enter, ana, meglass, tmp_path
):
    client = enter(ana)
    give(client, download())
    give(client, download(numbers=[90_000_000_050, 90_000_000_077], privacy="private"))
    (account,) = FlickrAccount.objects.all()
    kept = ownership_queries.photos(account)
    assert kept.number.tolist() == [make.PHOTO, 90_000_000_050, 90_000_000_077]
    assert kept.privacy == ["public", "private", "private"]
    assert account.proofs.count() == 1


def test_the_file_that_is_replaced_is_deleted(
    enter, ana, meglass, tmp_path, django_capture_on_commit_callbacks
):
    client = enter(ana)
    with django_capture_on_commit_callbacks(execute=True):
        give(client, download())
        give(client, download())
    assert StoredFile.objects.count() == 1
    assert len([path for path in (tmp_path / "files").rglob("*") if path.is_file()]) == 1


def test_a_download_with_photos_of_another_account_shows_nothing(enter, ana, meglass):
    # The second is recorded under another.
    page = give(enter(ana), download(numbers=[make.PHOTO, 90_000_000_500]))
    assert page.status_code == 400
    assert (
        "Our lists show photos from this download under another account (1 times)"
        in page.content.decode()
    )
    assert not FlickrAccount.objects.exists()
    assert not StoredFile.objects.exists()


def test_photos_recorded_under_another_account_are_not_counted_as_ones_own(ana, meglass, at):
    photos = sheet.Photos.of(export.read(download(numbers=[make.PHOTO, 90_000_000_500])))
    (release,) = sheet.made(make.OWNER, photos).releases
    assert (release.matched, release.elsewhere, release.of_account) == (1, 1, 2)


def test_parts_are_put_together_and_a_part_alone_may_lack_the_profile(enter, ana, meglass):
    client = enter(ana)
    give(
        client,
        download(numbers=NUMBERS[:1]),
        download(nsid=None, numbers=NUMBERS[1:], name="123_ab_part2.zip"),
    )
    assert ownership_queries.photos(FlickrAccount.objects.get()).number.tolist() == NUMBERS
    page = give(client, download(nsid=None, numbers=NUMBERS)).content.decode()
    assert "doesn’t say which account it belongs to" in page
    assert "We keep nothing from this download." in page
    assert FlickrAccount.objects.count() == 1


def test_a_visitor_sees_the_sheet_once_and_nothing_is_kept(meglass):
    page = give(Client(), download())
    assert page.status_code == 200
    assert page.context["sheet"].counts["faces"] == 1
    text = page.content.decode()
    assert "We keep nothing from this download." in text
    # A photo of the account that the file does not name: nobody showed that it is theirs.
    assert "90000000077" not in text
    assert page.context["sheet"].releases[0].of_account == 0
    assert not FlickrAccount.objects.exists()
    assert not StoredFile.objects.exists()
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    ("files", "says"),
    [
        ([], "Choose the ZIP file first."),
        ([b"nonsense"], "This is not a ZIP file, or part of it is missing"),
        (
            [download(), download("87654321@N99", name="other.zip")],
            "These files come from different Flickr accounts",
        ),
        (
            [archive({"a.jpg": b"x"})],
            "This ZIP has your pictures in it. We need the other download",
        ),
    ],
)
def test_what_is_no_download_is_refused_with_the_reason(enter, ana, meglass, files, says):
    given = []
    for number, file in enumerate(files):
        if isinstance(file, bytes):
            file = io.BytesIO(file)
        file.seek(0)
        file.name = getattr(file, "name", f"{number}.zip")
        given.append(file)
    page = give(enter(ana), *given)
    assert page.status_code == 400
    assert says in page.content.decode()
    assert not FlickrAccount.objects.exists()


def test_a_picture_zip_beside_the_data_is_told_and_the_data_are_read(enter, ana, meglass):
    pictures = archive({"a_90000000001_o.jpg": b"\xff\xd8"})
    pictures.name = "data-download-1.zip"
    page = enter(ana)
    answer = page.post(reverse("flickr_download"), {"files": [download(), pictures]}, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "left it out: data-download-1.zip (This ZIP has your pictures in it." in text
    assert FlickrAccount.objects.get().download is not None


def test_files_that_a_phone_unpacked_are_read_as_one_download(meglass):
    loose = []
    for name, content in [
        ("account_profile.json", PROFILE | {"nsid": make.OWNER}),
        (f"photo_{make.PHOTO}.json", PHOTO | {"id": str(make.PHOTO)}),
    ]:
        file = io.BytesIO(json.dumps(content).encode())
        file.name = name
        loose.append(file)
    page = give(Client(), *loose)
    assert page.status_code == 200
    assert page.context["sheet"].counts["faces"] == 1


def test_each_file_that_cannot_be_read_is_named(meglass):
    nonsense = [io.BytesIO(b"nonsense"), archive({"a.jpg": b"x"})]
    for number, file in enumerate(nonsense):
        file.name = f"{number}.zip"
    text = give(Client(), *nonsense).content.decode()
    assert "0.zip: This is not a ZIP file" in text
    assert "1.zip: This ZIP has your pictures in it" in text


def address(name: str) -> str:
    return reverse(name, args=["CLM-TEST-X"]) if name.startswith("claim_") else reverse(name)


def test_an_upload_is_held_in_memory_and_each_page_takes_what_it_needs(settings):
    assert len(settings.FILE_UPLOAD_HANDLERS) == 1
    for name, limit in [
        *settings.UPLOADS.items(),
        ("check", 2 * 1024 * 1024),
        ("account_login", 2 * 1024 * 1024),
    ]:
        handler = load_handler(
            settings.FILE_UPLOAD_HANDLERS[0], RequestFactory().post(address(name))
        )
        handler.handle_raw_input(None, {}, limit, b"x")
        handler.new_file("files", "a.zip", "application/zip", None)
        handler.receive_data_chunk(b"x" * 1_000_000, 0)
        with handler.file_complete(1_000_000) as file:
            assert (file.size, file.read()) == (1_000_000, b"x" * 1_000_000)
            assert Path(f"/proc/self/fd/{file.fileno()}").readlink().name.startswith("memfd:upload")
        with pytest.raises(uploads.TooLarge):
            handler.handle_raw_input(None, {}, limit + 1, b"x")


def test_uploads_that_a_process_cannot_keep_beside_others_are_put_off(meglass, settings):
    settings.UPLOADS_AT_ONCE = 100_000
    assert give(Client(REMOTE_ADDR="192.0.2.78"), download()).status_code == 200
    settings.UPLOADS_AT_ONCE = 100
    assert give(Client(REMOTE_ADDR="192.0.2.79"), download()).status_code == 429


def test_a_larger_upload_is_refused_with_the_limit(meglass, settings):
    settings.UPLOADS = settings.UPLOADS | {"flickr_download": 3 * 1024 * 1024}
    file = io.BytesIO(b"x" * 3 * 1024 * 1024)
    file.name = "a.zip"
    page = give(Client(), file)
    assert page.status_code == 413
    assert "This page takes up to 3 MB" in page.content.decode()


def test_uploads_from_one_address_are_counted_before_they_are_read(meglass, settings):
    settings.RATES = settings.RATES | {"upload": 1}
    client = Client(REMOTE_ADDR="192.0.2.77")
    assert [give(client, download()).status_code for _ in range(2)] == [200, 429]


def test_a_hundred_thousand_photos_cost_no_more_queries_than_two(enter, ana, meglass):
    def queries_for(count: int) -> int:
        give(enter(ana), download(numbers=range(90_000_000_000, 90_000_000_000 + count)))
        client = enter(ana)
        with CaptureQueriesContext(
            connection,
        ) as caught:
            client.get(reverse("flickr_account", args=[FlickrAccount.objects.get().pk]))
        return len(caught)

    assert queries_for(2) == queries_for(300)


# --- The code -----------------------------------------------------------------


def test_a_code_is_put_into_the_profile_and_confirmed_by_staff(enter, ana, rhea, meglass, at):
    client, desk = enter(ana), enter(rhea)
    client.post(reverse("flickr"), {"account": f"https://www.flickr.com/photos/{make.OWNER}/"})
    (account,) = FlickrAccount.objects.all()
    code = account.proofs.get().code
    assert code in client.get(reverse("flickr")).content.decode()
    # It is not said yet that it stands there.
    assert code not in desk.get(reverse("desk_proofs")).content.decode()
    client.post(reverse("flickr_code", args=[account.pk]), {"placed": "1"})
    assert code in desk.get(reverse("desk_proofs")).content.decode()
    assert (
        "after you show that it’s yours"
        in client.get(reverse("flickr_account", args=[account.pk])).content.decode()
    )
    desk.post(reverse("desk_code", args=[account.proofs.get().pk]), {"is_there": "yes"})
    proof = account.proofs.get()
    assert (bool(proof.proved_at), proof.decided_by) == (True, rhea)
    page = client.get(reverse("flickr_account", args=[account.pk])).content.decode()
    assert "put a code in the Flickr profile" in page
    assert "90000000077" in page  # listed, now that the account is shown
    assert Job.objects.filter(kind=JobKind.TELL_CODE, subject=proof.pk).exists()


def test_a_code_that_is_not_there_can_be_tried_again(enter, ana, rhea, at):
    client = enter(ana)
    account = name_account(ana, make.OWNER, at=at)
    first = begin_code(account, by=ana, at=at)
    code_is_placed(first, by=ana, at=at)
    enter(rhea).post(reverse("desk_code", args=[first.pk]), {"is_there": "no"})
    assert "didn’t find the code" in client.get(reverse("flickr")).content.decode()
    client.post(reverse("flickr_code", args=[account.pk]))
    second = account.proofs.get(refused_at=None)
    assert second.code != first.code
    assert "didn’t find the code" not in client.get(reverse("flickr")).content.decode()


def test_the_person_is_told_by_mail_without_the_account_in_it(ana, rhea, at, mailoutbox):
    from claims.ownership.tasks import tell_about_code

    for is_there, words in [
        (False, "didn’t find the code"),
        (True, "We found the code in your Flickr profile"),
    ]:
        proof = begin_code(name_account(ana, make.OWNER, at=at), by=ana, at=at)
        code_is_placed(proof, by=ana, at=at)
        decide_code(proof, is_there=is_there, by=rhea, at=at)
        tell_about_code(proof.pk, lambda *_: None)
        assert mailoutbox[-1].to == ["ana@example.org"]
        assert words in mailoutbox[-1].body
        assert make.OWNER not in mailoutbox[-1].body


def test_a_decision_holds_whoever_decides_again(ana, rhea, alma, at):
    proof = begin_code(name_account(ana, make.OWNER, at=at), by=ana, at=at)
    decide_code(proof, is_there=False, by=rhea, at=at)
    decide_code(proof, is_there=True, by=alma, at=at)
    proof.refresh_from_db()
    assert (proof.proved_at, proof.decided_by) == (None, rhea)


@pytest.mark.parametrize(
    "text", ["made_up_name", "https://www.flickr.com/photos/made_up/", "x", "12345678N99"]
)
def test_what_names_no_account_is_refused(enter, ana, text):
    page = enter(ana).post(reverse("flickr"), {"account": text})
    assert page.status_code == 400
    assert "We don’t see an account id in this." in page.content.decode()
    assert not FlickrAccount.objects.exists()


def test_only_so_many_accounts_can_be_named(ana, at):
    for number in range(MOST_ACCOUNTS):
        name_account(ana, f"{10_000_000 + number}@N99", at=at)
    name_account(ana, "10000000@N99", at=at)  # named before
    with pytest.raises(Refusal, match="You can add up to 20"):
        name_account(ana, make.OWNER, at=at)
    assert FlickrAccount.objects.count() == MOST_ACCOUNTS


# --- Disputes -----------------------------------------------------------------


@pytest.fixture
def disputed(ana, otto, meglass, at) -> Dispute:
    """Ana gave a download, then Otto gave one of the same account."""
    prove(ana, make.OWNER, Proof.Way.DOWNLOAD, at=at)
    prove(otto, make.OWNER, Proof.Way.DOWNLOAD, at=at + timedelta(hours=1))
    return Dispute.objects.get()


def pages(enter, *users) -> list[str]:
    addresses = [reverse("flickr_account", args=[user.flickr_accounts.get().pk]) for user in users]
    return [
        enter(user).get(address).content.decode()
        for user, address in zip(users, addresses, strict=True)
    ]


def test_two_people_with_one_account_are_a_dispute_and_neither_sees_details_or_the_other(
    enter, disputed, ana, otto
):
    for page, other in zip(pages(enter, ana, otto), (otto, ana), strict=True):
        assert "More than one person has shown that this account is theirs." in page
        assert "90000000077" not in page
        assert other.email not in page
        assert other.name not in page
    assert Event.objects.filter(verb="flickr.disputed", actor="system").count() == 1


def test_staff_see_both_and_by_which_way_each_showed_it(enter, disputed, rhea):
    page = enter(rhea).get(reverse("desk_proofs")).content.decode()
    for words in ("ana@example.org", "otto@example.org", "sent the account’s data download"):
        assert words in page


def test_a_download_locks_nobody_out_who_signed_in_with_flickr(enter, ana, otto, rhea, meglass, at):
    prove(ana, make.OWNER, Proof.Way.SIGN_IN, at=at)
    prove(otto, make.OWNER, Proof.Way.DOWNLOAD, at=at)
    hers, his = pages(enter, ana, otto)
    assert "90000000077" in hers
    assert "90000000077" not in his
    assert "otto@example.org" in enter(rhea).get(reverse("desk_proofs")).content.decode()
    prove(otto, make.OWNER, Proof.Way.SIGN_IN, at=at)  # now both have it from Flickr
    assert not any("90000000077" in page for page in pages(enter, ana, otto))


def decide(client, dispute, *upheld, shown):
    data = {
        "upheld": [str(pk) for pk in upheld],
        "shown": [str(user.flickr_accounts.get().pk) for user in shown],
    }
    return client.post(reverse("desk_dispute", args=[dispute.pk]), data, follow=True)


def test_nobody_is_refused_whom_staff_have_not_seen(disputed, ana, otto, rhea, enter, at):
    third = make.claimant("tess@example.org", "Tess Thorn", at=at)
    prove(third, make.OWNER, Proof.Way.SIGN_IN, at=at)
    page = decide(enter(rhea), disputed, ana.flickr_accounts.get().pk, shown=[ana, otto])
    assert "Somebody else showed the account meanwhile." in page.content.decode()
    assert Proof.objects.filter(proved_at__isnull=False).count() == 3
    assert Dispute.objects.get().closed_at is None


def test_who_is_upheld_sees_details_again_and_the_other_needs_a_stronger_way(
    enter, disputed, ana, otto, rhea, at
):
    desk = enter(rhea)
    decide(desk, disputed, ana.flickr_accounts.get().pk, shown=[ana, otto])
    hers, his = pages(enter, ana, otto)
    assert "90000000077" in hers
    assert "after you show that it’s yours" in his
    assert otto.flickr_accounts.get().proofs.get().decided_by == rhea
    assert "No account is disputed." in desk.get(reverse("desk_proofs")).content.decode()
    theirs = enter(otto)
    assert "the firm did not accept what you gave" in theirs.get(reverse("flickr")).content.decode()
    assert "didn’t find the code" not in theirs.get(reverse("flickr")).content.decode()
    assert (
        "The firm did not accept a download as proof for this account."
        in give(theirs, download()).content.decode()
    )
    assert not Dispute.objects.filter(closed_at=None).exists()
    # Who shows it by a stronger way opens it again.
    prove(otto, make.OWNER, Proof.Way.SIGN_IN, at=at)
    assert Dispute.objects.filter(closed_at=None).count() == 1


def test_a_family_may_share_an_account(enter, disputed, ana, otto, rhea, at):
    both = [user.flickr_accounts.get().pk for user in (ana, otto)]
    decide(enter(rhea), disputed, *both, shown=[ana, otto])
    assert all("90000000077" in page for page in pages(enter, ana, otto))
    prove(ana, make.OWNER, Proof.Way.SIGN_IN, at=at)  # another way to show what stands already
    assert not Dispute.objects.filter(closed_at=None).exists()


def test_what_was_not_in_the_dispute_cannot_be_upheld(enter, disputed, ana, otto, rhea, at):
    other = name_account(ana, make.OTHER_OWNER, at=at)
    shown = FlickrAccount.objects.exclude(pk=other.pk).values_list("pk", flat=True)
    data = {"upheld": str(other.pk), "shown": [str(pk) for pk in shown]}
    enter(rhea).post(reverse("desk_dispute", args=[disputed.pk]), data)
    assert not Proof.objects.filter(proved_at__isnull=False).exists()


def test_naming_an_account_without_showing_it_disputes_nothing(ana, otto, at):
    prove(ana, make.OWNER, Proof.Way.SIGN_IN, at=at)
    begin_code(name_account(otto, make.OWNER, at=at), by=otto, at=at)
    assert not Dispute.objects.exists()


@pytest.mark.parametrize("name", ["flickr_account", "flickr_code", "flickr_to_claim"])
def test_another_persons_account_does_not_exist(enter, ana, otto, meglass, at, name):
    account = prove(ana, make.OWNER, Proof.Way.SIGN_IN, at=at)
    address = reverse(name, args=[account.pk])
    client = enter(otto)
    answer = client.get(address) if name == "flickr_account" else client.post(address)
    assert answer.status_code == 404


def test_staff_of_another_matter_see_neither_code_nor_dispute(enter, disputed, ana, matter, at):
    proof = begin_code(name_account(ana, make.OTHER_OWNER, at=at), by=ana, at=at)
    code_is_placed(proof, by=ana, at=at)
    elsewhere = make.staff("eve@example.org", "Eve Elm", "paralegal", at=at, matter=uuid.uuid4())
    here = make.staff("hal@example.org", "Hal Hazel", "paralegal", at=at, matter=matter.pk)
    make.draft(ana, matter, at=at)
    assert (codes_to_look_for(elsewhere), open_disputes(elsewhere)) == ([], [])
    assert [len(codes_to_look_for(here)), len(open_disputes(here))] == [1, 1]
    client = enter(elsewhere)
    assert (
        client.post(reverse("desk_code", args=[proof.pk]), {"is_there": "yes"}).status_code == 404
    )
    assert client.post(reverse("desk_dispute", args=[disputed.pk])).status_code == 404
    assert not Proof.objects.filter(decided_by__isnull=False).exists()


@pytest.mark.parametrize("who", ["visitor", "ana", "ada"])
def test_nobody_but_paralegal_and_attorney_decides(enter, disputed, ana, ada, who, at):
    proof = begin_code(name_account(ana, make.OTHER_OWNER, at=at), by=ana, at=at)
    code_is_placed(proof, by=ana, at=at)
    client = Client() if who == "visitor" else enter({"ana": ana, "ada": ada}[who])
    expected = {"visitor": 302, "ana": 404, "ada": 403}[who]
    assert (
        client.post(reverse("desk_code", args=[proof.pk]), {"is_there": "yes"}).status_code
        == expected
    )
    assert client.post(reverse("desk_dispute", args=[disputed.pk])).status_code == expected
    assert not Proof.objects.filter(decided_by__isnull=False).exists()
    assert not Dispute.objects.filter(closed_at__isnull=False).exists()


# --- Into a claim -------------------------------------------------------------


def test_what_was_found_goes_into_a_claim(enter, ana, matter, meglass, at):
    client = enter(ana)
    give(client, download())
    prove(ana, make.OWNER, Proof.Way.SIGN_IN, at=at)
    account = FlickrAccount.objects.get()
    assert client.post(reverse("flickr_to_claim", args=[account.pk]))["Location"] == reverse(
        "claim_start"
    )
    client.post(reverse("claim_start"), make.first_page())
    photos = [photo.reference for photo in ana.claims.get().photos.all()]
    assert [(photo["photo_id"], photo["owner"]) for photo in photos] == [
        (make.PHOTO, make.OWNER),
        (90_000_000_077, make.OWNER),
        (None, make.OWNER),
    ]


def test_nothing_of_an_account_that_is_not_shown_goes_into_a_claim(enter, ana, matter, at):
    account = name_account(ana, make.OWNER, at=at)
    assert enter(ana).post(reverse("flickr_to_claim", args=[account.pk])).status_code == 403


# --- What the database refuses ------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"way": "code", "code": ""},
        {"way": "download", "code": "standing-XXXX"},
        {"way": "download", "proved_at": True, "refused_at": True},
    ],
)
def test_the_database_refuses_a_proof_that_makes_no_sense(ana, at, wrong):
    account = name_account(ana, make.OWNER, at=at)
    values = {name: at if value is True else value for name, value in wrong.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Proof.objects.create(account=account, begun_at=at, **values)
    assert not Proof.objects.exists()
