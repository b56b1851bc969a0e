"""Encrypted at rest, bound to its place, gone with its key."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import override_settings

from claims.vault import actions, crypto
from claims.vault.models import DataKey, KeyErased, StoredFile

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


def test_an_erased_key_takes_everything_with_it(ana, at):
    stored = actions.store_file(
        b"secret", key=ana.data_key, area="claimant", content_type="text/plain", at=at
    )
    actions.erase_key(ana.data_key, at=at)
    for read in (
        lambda: type(ana).objects.get().birth_date,
        lambda: actions.read_file(StoredFile.objects.get()),
    ):
        with pytest.raises(KeyErased):
            read()
    assert bytes(DataKey.objects.get(pk=ana.data_key_id).wrapped) == b""
    assert actions.file_path(stored).exists()


def test_after_rotation_the_old_master_key_is_no_longer_needed(ana, settings):
    old = settings.MASTER_KEYS
    new = "k2:" + "A" * 43 + "="
    with override_settings(MASTER_KEYS=f"{new},{old}"):
        crypto.master_keys.cache_clear()
        assert actions.rotate_keys() == DataKey.objects.count()
        assert actions.rotate_keys() == 0
    with override_settings(MASTER_KEYS=new):
        crypto.master_keys.cache_clear()
        crypto.unwrap.cache_clear()
        assert type(ana).objects.get().birth_date == "1990-05-17"
    crypto.master_keys.cache_clear()
    crypto.unwrap.cache_clear()


def test_equal_values_have_equal_blind_indexes_and_kinds_do_not_mix():
    assert crypto.blind_index("photo", "1") == crypto.blind_index("photo", "1")
    assert crypto.blind_index("photo", "1") != crypto.blind_index("account", "1")


def test_a_second_factor_secret_is_stored_encrypted(rhea):
    from allauth.mfa.models import Authenticator
    from allauth.mfa.utils import decrypt

    stored = Authenticator.objects.get(user=rhea).data["secret"]
    assert len(decrypt(stored)) == 32
    assert decrypt(stored) not in stored
