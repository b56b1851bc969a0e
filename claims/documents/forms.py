"""Agreeing, signing, and checking a document."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

MAX_FILE = 20 * 1024 * 1024


class ConsentForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the end of the information sheet (PDF)"),
        help_text=_("Four letters. Open the PDF to see them."),
        max_length=10,
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Open the PDF and type the four letters at its end.")},
    )
    agree = forms.BooleanField(
        label=_("I agree to sign the documents of this claim electronically."),
        error_messages={"required": _("Tick the box if you agree, or ask the firm for paper.")},
    )


class SignForm(forms.Form):
    typed_name = forms.CharField(
        label=_("Type your full name. This is your signature."),
        max_length=200,
        widget=forms.TextInput({"autocomplete": "off"}),
        error_messages={"required": _("Type your full name to sign.")},
    )
    place = forms.CharField(
        label=_("City and state (or country) where you are now"),
        max_length=200,
        error_messages={"required": _("Enter where you are, for example Springfield, Illinois.")},
    )
    true = forms.BooleanField(
        label=_(
            "I have read the documents. What they say is true. I know that a false statement can be"
            " a crime."
        ),
        error_messages={
            "required": _("Tick the box if it is so. If something is wrong, go back and change it.")
        },
    )
    zone = forms.CharField(
        required=False, max_length=60, widget=forms.HiddenInput({"data-zone": "1"})
    )


class VerifyForm(forms.Form):
    digest = forms.CharField(
        label=_("SHA-256 of the document"),
        help_text=_("64 letters and digits, as printed beside each document."),
        required=False,
        max_length=200,
        widget=forms.TextInput({"spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or the PDF itself"),
        help_text=_("At most 20 MB. It is hashed and thrown away."),
        required=False,
    )

    def clean(self):
        data = super().clean() or {}
        file = data.get("file")
        if file and file.size > MAX_FILE:
            self.add_error("file", _("This file is larger than 20 MB; none of our documents is."))
        elif not file and not data.get("digest") and not self.errors:
            self.add_error("digest", _("Enter the 64 characters, or choose the PDF."))
        return data
