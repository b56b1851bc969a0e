"""Giving files as evidence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.intake.fields import ManyFiles

# Pictures of any kind, so that a phone offers its camera; HEIC by name, so that none is converted.
ACCEPT = "image/*,image/heic,image/heif,application/pdf,.pdf"


class FilesField(forms.FileField):
    """One file or several.

    Cleans to a list.
    """

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            raise forms.ValidationError(self.error_messages["required"])
        return files


class UploadForm(forms.Form):
    # Django's BaseForm has `files` too; a field of the class does not touch it.
    files = FilesField(  # type: ignore[assignment]
        label=_("Choose files"),
        help_text=_(
            "PDFs, photos, and screenshots. You can choose several. Up to 25 MB each, 60 MB"
            " at once, and 100 files in all."
        ),
        widget=ManyFiles({"accept": ACCEPT}),
        error_messages={"required": _("Choose a file first.")},
    )
