"""A model field whose value is stored encrypted and read in clear.

The model says which key: it has a method `vault_key()` that returns its DataKey.
"""

from __future__ import annotations

import json
from typing import Any, Protocol, cast

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Sealed(bytes):
    """Encrypted bytes as they came from the database, not opened yet."""


class _Opened:
    """Opens the value at first use: a list of claims that shows no answers decrypts none."""

    def __init__(self, field: EncryptedJSONField) -> None:
        self.field = field

    def __get__(self, instance: models.Model | None, _owner: type | None = None) -> Any:
        if instance is None:
            return self
        value = instance.__dict__.get(self.field.attname)
        if isinstance(value, Sealed):
            value = self.field.open(instance, value)
            instance.__dict__[self.field.attname] = value
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class HasKey(Protocol):
    """A row whose encrypted fields open with this key."""

    def vault_key(self) -> Any: ...


class EncryptedJSONField(models.BinaryField):
    """Any JSON value, encrypted with the row's data key and bound to table, column and row."""

    # For the type checker: what is stored is bytes, what is read is any JSON value.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["editable"] = False
        super().__init__(*args, **kwargs)

    def contribute_to_class(
        self, cls: type[models.Model], name: str, private_only: bool = False
    ) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, _Opened(self))

    def from_db_value(self, value: Any, *_: Any) -> Sealed | None:
        return None if value is None else Sealed(value)

    def pre_save(self, instance: models.Model, add: bool) -> bytes | None:
        raw = instance.__dict__.get(self.attname)
        if raw is None or isinstance(raw, Sealed):
            return raw
        plain = json.dumps(raw, cls=DjangoJSONEncoder, ensure_ascii=False).encode()
        key = cast(HasKey, instance).vault_key()
        return key.cipher().encrypt(plain, self._place(instance))

    def open(self, instance: models.Model, sealed: Sealed) -> Any:
        """Raises KeyErased, CannotDecrypt."""
        key = cast(HasKey, instance).vault_key()
        return json.loads(key.cipher().decrypt(bytes(sealed), self._place(instance)))

    def _place(self, instance: models.Model) -> str:
        return f"{self.model._meta.label_lower}.{self.name}:{instance.pk}"

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        return None if value is None else connection.Database.Binary(value)

    def value_to_string(self, obj: models.Model) -> str:
        raise TypeError("encrypted fields are not serialized")
