"""Naming a Flickr account, and giving its data download."""

from __future__ import annotations

from typing import Any

import cattrs
import orjson
from django import forms
from django.utils.translation import gettext_lazy as _

from claims import sandbox
from claims.flickr import export, refs
from claims.intake.fields import ManyFiles
from claims.refusals import Refusal

READ_SECONDS = 40  # of processor time; a hundred thousand photos take about ten


class FlickrAccountForm(forms.Form):
    account = forms.CharField(
        label=_("Your Flickr account id, or the address of one of your photos"),
        max_length=1_000,
        help_text=_(
            "The id looks like 12345678@N99. A Flickr name alone cannot be turned into it here."
        ),
        widget=forms.TextInput({"spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Enter your account id first.")},
    )

    def clean_account(self) -> str:
        """The NSID."""
        owners = [ref.owner for ref in refs.parse(self.cleaned_data["account"]) if ref.owner]
        if not owners:
            raise forms.ValidationError(
                _(
                    "No account id stands in this. Open your photo page on Flickr: if its address "
                    "shows a name instead of an id, give your Flickr download instead, which tells "
                    "both."
                )
            )
        return owners[0]


class DownloadField(forms.FileField):
    """The parts of one account's data download.

    Cleans to an Export.
    """

    def clean(self, data: Any, initial: Any = None) -> export.Export:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            raise forms.ValidationError(self.error_messages["required"])
        parts = []
        for file in files:
            try:
                answer = sandbox.run(
                    "claims.ownership.reading:download", file, cpu_seconds=READ_SECONDS
                )
                parts.append(cattrs.structure(orjson.loads(answer), export.Export))
            except Refusal as error:
                raise forms.ValidationError(
                    "%(name)s: %(reason)s", params={"name": file.name, "reason": error}
                ) from error
        try:
            return export.merge(parts)
        except export.ExportRefused as error:
            raise forms.ValidationError(str(error)) from error


class DownloadForm(forms.Form):
    # Django's BaseForm has `files` too; a field of the class does not touch it.
    files = DownloadField(  # type: ignore[assignment]
        label=_("Your Flickr account data"),
        help_text=_(
            "ZIP files whose names end in _part1.zip, _part2.zip and so on. Choose all parts at "
            "once."
        ),
        widget=ManyFiles({"accept": ".zip,application/zip"}),
        error_messages={"required": _("Choose the ZIP file first.")},
    )
