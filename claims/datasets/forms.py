"""The one box of the check page."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.flickr import refs


class CheckForm(forms.Form):
    text = forms.CharField(
        label=_("Photo links, account ids or names, one on each line"),
        help_text=_(
            "For example a photo’s address, a short link (flic.kr/p/…), the address of a picture file, your account id "
            "(12345678@N99), a file name from your Flickr download, or your Flickr name."
        ),
        widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false", "autocomplete": "off"}),
        strip=True,
        error_messages={"required": _("Paste a link, an account id or a name first.")},
    )

    def clean_text(self) -> list[refs.Ref]:
        """The references found in the text."""
        try:
            found = refs.parse(self.cleaned_data["text"])
        except refs.TooMuchText as error:
            raise forms.ValidationError(
                _("This is more than can be checked at once: %(reason)s."), params={"reason": str(error)}
            ) from error
        return found
