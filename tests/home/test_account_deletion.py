"""An account is deleted with everything in it, and a backup does not bring it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.urls import reverse

from claims.accounts.models import User
from claims.audit.models import Event
from claims.correspondence.actions import deletion
from claims.correspondence.actions.erasure import ask_erasure, confirm_erasure, grant_erasure
from claims.intake.models import Claim
from claims.interview.actions.people import add_person
from claims.ownership.actions import name_account
from claims.ownership.models import FlickrAccount
from claims.refusals import Refusal
from claims.vault import journal, key_store
from claims.vault.ciphers import KeyErased
from tests import make

pytestmark = pytest.mark.django_db
WORDS = ("ana@example.org", "Ana Alder", "Cleo Alder", "12345678@N99")


def in_clear() -> list[str]:
    """Which of the words stand anywhere in the database, whatever the table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [row[0] for row in cursor.fetchall()]
        found = set()
        for table in tables:
            cursor.execute(f'SELECT row_to_json(t)::text FROM "{table}" t')
            text = " ".join(row[0] for row in cursor.fetchall())
            found.update(word for word in WORDS if word in text)
    return sorted(found)


def test_a_childs_name_stands_nowhere_in_clear_and_is_found_whole(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    child = add_person(claim, "child", "Cleo Alder", by=ana, at=at)
    estate = add_person(claim, "estate", "Edna Elm", by=ana, at=at)
    assert (child.name, estate.name) == ("Cleo Alder", "Edna Elm")
    assert "Cleo Alder" not in in_clear()
    again = claim.subjects.get(pk=child.pk)
    assert (again.name, again.clear_name) == ("Cleo Alder", "")


def test_staff_see_that_a_child_in_another_claim_has_the_name(ana, otto, rhea, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    other, _submission = make.sent(otto, matter, at=at)
    child = add_person_after_sending(other, "Ána  ALDER")
    assert child.name == "Ána  ALDER"
    page = make.signed_in(rhea).get(reverse("desk_claim", args=[claim.reference]))
    assert other.reference in page.content.decode()


def add_person_after_sending(claim, name):
    from claims.intake.models import Subject

    child = Subject(claim=claim, kind="child", position=9)
    child.name = name
    child.save(force_insert=True)
    return child


def test_an_account_is_deleted_with_its_drafts_and_nothing_stays_in_clear(
    ana, matter, at, django_capture_on_commit_callbacks
):
    claim = make.draft(ana, matter, at=at)
    add_person(claim, "child", "Cleo Alder", by=ana, at=at)
    name_account(ana, "12345678@N99", at=at)
    assert in_clear() == ["Ana Alder", "ana@example.org"]  # the Flickr account is encrypted
    with django_capture_on_commit_callbacks(execute=True):
        deletion.delete_account(ana, by=ana, at=at)
    assert in_clear() == []
    gone = User.objects.get(pk=ana.pk)
    assert (gone.email, gone.is_active) == (f"{ana.pk}@erased.invalid", False)
    assert (EmailAddress.objects.count(), FlickrAccount.objects.count()) == (0, 0)
    assert Claim.objects.get().erased_at == at
    assert [key_store.store().read(key) for key in (ana.data_key_id, claim.data_key_id)] == [
        None,
        None,
    ]
    assert Event.objects.filter(verb="account.deleted", subject=f"user:{ana.pk}").count() == 1
    assert {(each.kind, each.id) for each in journal.read()} == {
        ("account", str(ana.pk)),
        ("claim", str(claim.pk)),
    }


def test_while_the_firm_has_a_claim_the_account_stays(ana, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    with pytest.raises(Refusal, match=f"The firm still has {claim.reference}"):
        deletion.delete_account(ana, by=ana, at=at)
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"
    assert Claim.objects.get().erased_at is None


def test_an_account_of_staff_is_not_deleted_by_its_owner(rhea, at):
    with pytest.raises(Refusal, match="closed by an administrator"):
        deletion.delete_account(rhea, by=rhea, at=at)
    assert User.objects.get(pk=rhea.pk).is_active


def test_the_page_asks_who_it_is_and_whether_it_is_sure_and_ends_the_session(ana, at):
    address = reverse("account_delete")
    assert make.signed_in(ana).post(address, {"sure": "on"}).status_code == 302
    client = make.signed_in(ana, confirmed=True)
    unsure = client.post(address)
    assert (unsure.status_code, "Check the box" in unsure.content.decode()) == (400, True)
    assert User.objects.get(pk=ana.pk).is_active
    answer = client.post(address, {"sure": "on"}, follow=True)
    assert "Your account and everything in it have been deleted." in answer.content.decode()
    assert client.get(reverse("claims")).status_code == 302
    assert not User.objects.get(pk=ana.pk).is_active


# --- After a restore ----------------------------------------------------------


def test_what_a_backup_brings_back_is_erased_again(
    ana, otto, rhea, alma, matter, at, django_capture_on_commit_callbacks
):
    """A database from before two erasures, and the journal from after them."""
    claim, _submission = make.sent(ana, matter, at=at)
    journal.note("claim", claim.pk, at=at)
    journal.note("account", otto.pk, at=at)
    with django_capture_on_commit_callbacks(execute=True):
        assert deletion.replay_journal(at=at + timedelta(hours=1)) == 2
    assert deletion.replay_journal(at=at + timedelta(hours=1)) == 0
    erased = Claim.objects.get(pk=claim.pk)
    assert (erased.claimant_name, erased.status) == ("", "withdrawn")
    with pytest.raises(KeyErased):
        User.objects.get(pk=otto.pk).data_key.cipher()
    assert User.objects.get(pk=ana.pk).email == "ana@example.org"


def test_an_erasure_whose_process_died_is_noted_later(ana, rhea, alma, matter, at):
    claim, _submission = make.sent(ana, matter, at=at)
    request = ask_erasure(claim, by=ana, at=at)
    grant_erasure(request, by=alma, at=at)
    confirm_erasure(request, by=rhea, at=at)  # its note would follow the commit
    assert journal.read() == []
    assert deletion.complete_journal() == 1
    assert deletion.complete_journal() == 0
    assert [(each.kind, each.id) for each in journal.read()] == [("claim", str(claim.pk))]
