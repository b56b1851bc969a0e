"""The one box of the check page."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.datasets import pictures
from claims.flickr import refs
from claims.flickr.reference import Ref
from claims.refusals import Refusal


class CheckForm(forms.Form):
    text = forms.CharField(
        label=_("Paste a link to a Flickr photo"),
        help_text=_("On Flickr, tap a photo, then Share, then copy the link. One on each line."),
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", "autocomplete": "off"}),
        strip=True,
        error_messages={"required": _("Paste a Flickr link first, then press “Check my photo.”")},
    )

    def clean_text(self) -> list[Ref]:
        """The references found in the text."""
        try:
            references = refs.parse(self.cleaned_data["text"])
        except refs.TooMuchText as error:
            raise forms.ValidationError(gettext(str(error))) from error
        return references


class MailedResultForm(CheckForm):
    """The same references, and where to send what is known of them."""

    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        error_messages={
            "required": _("Enter the email address."),
            "invalid": _("Check the email address. It should look like name@example.org."),
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].widget = forms.HiddenInput()


LARGEST_PICTURE = 25 * 1024 * 1024  # bytes


class PictureField(forms.FileField):
    """Cleans to pictures.Hashed."""

    def clean(self, data: Any, initial: Any = None) -> pictures.Hashed:
        """The fingerprint of the picture, which itself is not kept.

        Raises ValidationError.
        """
        file = super().clean(data, initial)
        if file.size > LARGEST_PICTURE:
            text = _("This file is larger than 25 MB. Choose a smaller copy of the picture.")
            raise forms.ValidationError(text)
        try:
            return pictures.hashed(file)
        except Refusal as error:
            raise forms.ValidationError(str(error)) from error


class PictureForm(forms.Form):
    picture = PictureField(
        label=_("A picture"),
        help_text=_(
            "Choose the whole photo, the way it was posted. JPEG, PNG, HEIC, WebP, GIF, "
            "TIFF, or AVIF, up to 25 MB."
        ),
        widget=forms.FileInput({"accept": "image/*"}),
        error_messages={"required": _("Choose a picture first.")},
    )
