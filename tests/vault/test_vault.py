"""Encrypted at rest, bound to its place, gone with its key."""

from __future__ import annotations

import os
import stat
import time
import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from psycopg.conninfo import make_conninfo

from claims.vault import actions, ciphers, crypto, key_store
from claims.vault.ciphers import KeyErased
from claims.vault.fields import Sealed
from claims.vault.models import DataKey, StoredFile
from tests import make

pytestmark = pytest.mark.django_db


def test_what_is_encrypted_opens_with_its_key_and_place_alone():
    cipher, other = crypto.Cipher(crypto.new_key()), crypto.Cipher(crypto.new_key())
    sealed = cipher.encrypt(b"born 1990", "answer:1")
    assert cipher.decrypt(sealed, "answer:1") == b"born 1990"
    for wrong, place in ((other, "answer:1"), (cipher, "answer:2")):
        with pytest.raises(crypto.CannotDecrypt):
            wrong.decrypt(sealed, place)
    with pytest.raises(crypto.CannotDecrypt):
        cipher.decrypt(sealed[:-1] + bytes([sealed[-1] ^ 1]), "answer:1")


def test_a_birth_date_is_not_readable_in_the_database(ana):
    with connection.cursor() as cursor:
        cursor.execute("SELECT birth_date FROM accounts_user WHERE id = %s", [ana.pk])
        stored = bytes(cursor.fetchone()[0])
    assert b"1990" not in stored
    ana.refresh_from_db()
    assert ana.birth_date == "1990-05-17"


def test_an_erased_key_takes_everything_with_it(ana, at, django_capture_on_commit_callbacks):
    stored = actions.store_file(
        b"secret", key=ana.data_key, area="claimant", content_type="text/plain", at=at
    )
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_key(ana.data_key, at=at)
    for read in (
        lambda: type(ana).objects.get().birth_date,
        lambda: actions.read_file(StoredFile.objects.get()),
    ):
        with pytest.raises(KeyErased):
            read()
    assert key_store.store().read(ana.data_key_id) is None
    assert actions.file_path(stored).exists()


def test_a_row_from_a_backup_does_not_open_once_its_key_is_deleted(
    ana, at, django_capture_on_commit_callbacks
):
    """As an opponent with last night's backup and today's master key would try."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT birth_date FROM accounts_user WHERE id = %s", [ana.pk])
        sealed = bytes(cursor.fetchone()[0])
    with django_capture_on_commit_callbacks(execute=True):
        actions.erase_key(ana.data_key, at=at)
    DataKey.objects.filter(pk=ana.data_key_id).update(erased_at=None)
    type(ana).objects.filter(pk=ana.pk).update(birth_date=Sealed(sealed))
    with pytest.raises(KeyErased):
        type(ana).objects.get().birth_date  # noqa: B018 -- reading opens it


def test_after_rotation_the_old_master_key_is_no_longer_needed(ana, settings):
    old = settings.MASTER_KEYS
    new = "k2:" + "A" * 43 + "="
    with override_settings(MASTER_KEYS=f"{new},{old}"):
        crypto.master_keys.cache_clear()
        assert actions.rotate_keys() == DataKey.objects.count()
        assert actions.rotate_keys() == 0
    with override_settings(MASTER_KEYS=new):
        crypto.master_keys.cache_clear()
        ciphers.forget_all()
        assert type(ana).objects.get().birth_date == "1990-05-17"
    crypto.master_keys.cache_clear()


# --- The store of keys --------------------------------------------------------


@pytest.fixture(params=["folder", "server"])
def store(request, tmp_path):
    """Each kind of store, empty."""
    if request.param == "folder":
        yield key_store.Folder(tmp_path / "store")
        return
    url = make_conninfo(os.environ["STANDING_OWNER_DATABASE_URL"], dbname="postgres")
    kept = key_store.Server(url)
    kept._run("DELETE FROM data_keys", [])
    yield kept
    kept._run("DROP TABLE data_keys", [])
    kept._connection().close()


ONE, OTHER = key_store.Wrapped("k1", b"\n\x00one\n"), key_store.Wrapped("k2", b"other")


def test_a_store_keeps_replaces_and_deletes(store):
    key_id = uuid.uuid4()
    assert store.read(key_id) is None
    assert (store.create(key_id, ONE), store.create(key_id, OTHER)) == (True, False)
    assert store.read(key_id) == ONE
    store.replace(key_id, OTHER)
    assert store.read(key_id) == OTHER
    [(written, at)] = store.written()
    assert (written, abs(timezone.now() - at) < timedelta(minutes=1)) == (key_id, True)
    store.delete(key_id)
    store.delete(key_id)
    assert (store.read(key_id), list(store.written())) == (None, [])


def test_a_server_that_closed_the_connection_is_asked_again(store):
    if isinstance(store, key_store.Server):
        store._connection().close()
    assert store.create(uuid.uuid4(), ONE)


def test_a_key_is_a_file_that_its_owner_alone_reads(ana, settings):
    path = next(Path(settings.KEYS_URL.removeprefix("file://")).rglob(ana.data_key_id.hex))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [ana.data_key_id.hex]


@pytest.mark.parametrize("url", ["", "file://host/keys", "keys", "redis://localhost"])
def test_an_address_that_is_no_store_is_refused_in_words(url, settings):
    settings.KEYS_URL = url
    with pytest.raises(ImproperlyConfigured, match="STANDING_KEYS_URL must be"):
        key_store.store()


def test_a_key_that_was_read_is_remembered_for_a_minute_at_most(ana, monkeypatch):
    cipher = ciphers.of(ana.data_key_id)
    key_store.store().delete(ana.data_key_id)  # by another process
    assert ciphers.of(ana.data_key_id) == cipher
    now = time.monotonic()
    monkeypatch.setattr(ciphers.time, "monotonic", lambda: now + 61)
    with pytest.raises(KeyErased):
        ciphers.of(ana.data_key_id)


def test_rotation_brings_no_erased_key_back(ana, at, settings):
    actions.erase_key(ana.data_key, at=at)  # committed; the process died before it was deleted
    before = key_store.store().read(ana.data_key_id)
    with override_settings(MASTER_KEYS="k2:" + "A" * 43 + "=," + settings.MASTER_KEYS):
        crypto.master_keys.cache_clear()
        actions.rotate_keys()
    crypto.master_keys.cache_clear()
    assert key_store.store().read(ana.data_key_id) == before


def test_the_sweeper_takes_what_killed_processes_left_and_nothing_else(ana, otto, at, settings):
    actions.site_key()
    lost = uuid.uuid4()
    key_store.store().create(lost, ONE)
    stored = actions.store_file(
        b"secret", key=ana.data_key, area="claimant", content_type="text/plain", at=at
    )
    stray = actions.file_path(StoredFile(area="claimant"))
    stray.parent.mkdir(parents=True, exist_ok=True)
    stray.write_bytes(b"left")
    actions.erase_key(otto.data_key, at=at)
    now = timezone.now()
    assert (actions.sweep_keys(at=now), actions.sweep_files(at=now)) == (0, 0)  # too young
    later = now + timedelta(days=2)
    assert (actions.sweep_keys(at=later), actions.sweep_files(at=later)) == (2, 1)
    assert actions.read_file(stored) == b"secret"
    assert (stray.exists(), key_store.store().read(lost)) == (False, None)
    assert key_store.store().read(otto.data_key_id) is None
    assert key_store.store().read(actions.SITE_KEY_ID) is not None


def test_a_row_without_its_key_is_named_and_its_page_is_no_server_error(ana, matter, at):
    claim = make.draft(ana, matter, at=at)
    key_store.store().delete(claim.data_key_id)
    ciphers.forget_all()
    assert actions.missing_keys() == [claim.data_key_id]
    page = make.signed_in(ana).get(reverse("claim_check", args=[claim.reference]))
    assert page.status_code == 410
    assert "This can’t be read anymore" in page.content.decode()


def test_equal_values_have_equal_blind_indexes_and_kinds_do_not_mix():
    assert crypto.blind_index("photo", "1") == crypto.blind_index("photo", "1")
    assert crypto.blind_index("photo", "1") != crypto.blind_index("account", "1")


def test_a_second_factor_secret_is_stored_encrypted(rhea):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import decrypt

    stored = Authenticator.objects.get(user=rhea).data["secret"]
    assert len(decrypt(stored)) == 32
    assert decrypt(stored) not in stored
