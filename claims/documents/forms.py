"""Confirming what was read, and checking a document."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.documents.models import CONFIRMED_WORDS

MAX_FILE = 20 * 1024 * 1024


class ConfirmForm(forms.Form):
    """`seen`: the digest of the version that the page showed.

    A code is asked for where this browser has entered none lately.
    """

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    right = forms.BooleanField(
        label=_(CONFIRMED_WORDS),
        error_messages={
            "required": _("Check the box if this is true. If something is wrong, change it first.")
        },
    )
    typed_name = forms.CharField(
        label=_("Type your full name"),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "name"}),
        error_messages={"required": _("Type your full name to confirm.")},
    )
    code = forms.CharField(
        label=_("Code from the email"),
        max_length=10,
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the six digits from the email.")},
    )
    zone = forms.CharField(
        required=False, max_length=60, widget=forms.HiddenInput({"data-zone": "1"})
    )

    def __init__(self, *args: Any, asks_code: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_code:
            del self.fields["code"]


class VerifyForm(forms.Form):
    digest = forms.CharField(
        label=_("The document’s fingerprint (SHA-256)"),
        help_text=_("64 letters and numbers, printed next to each document."),
        required=False,
        max_length=200,
        widget=forms.TextInput({"spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or the PDF itself"),
        help_text=_("Up to 20 MB. We read the file’s fingerprint, then throw the file away."),
        required=False,
    )

    def clean(self):
        data = super().clean() or {}
        file = data.get("file")
        if file and file.size > MAX_FILE:
            self.add_error(
                "file",
                _(
                    "This file is larger than 20 MB. None of our documents is that large. "
                    "Choose another file."
                ),
            )
        elif not file and not data.get("digest") and not self.errors:
            self.add_error("digest", _("Enter the 64 letters and numbers, or choose the PDF."))
        return data
