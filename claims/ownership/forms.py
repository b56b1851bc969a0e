"""Naming a Flickr account, and giving its data download."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from typing import IO, Any

import cattrs
import orjson
from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims import sandbox
from claims.flickr import export, refs
from claims.intake.fields import ManyFiles
from claims.refusals import Refusal

READ_SECONDS = 40  # of processor time; a hundred thousand photos take about ten


class FlickrAccountForm(forms.Form):
    account = forms.CharField(
        label=_("Your Flickr account id, or a link to one of your photos"),
        max_length=1_000,
        help_text=_("The id looks like 12345678@N99. We can’t get it from a Flickr name alone."),
        widget=forms.TextInput({"spellcheck": "false", "autocomplete": "off"}),
        error_messages={"required": _("Enter your account id first.")},
    )

    def clean_account(self) -> str:
        """The NSID."""
        owners = [ref.owner for ref in refs.parse(self.cleaned_data["account"]) if ref.owner]
        if not owners:
            raise forms.ValidationError(
                _(
                    "We don’t see an account id in this. Open your photo page on Flickr and"
                    " look at its address. If it shows a name instead of an id, send us "
                    "your Flickr download. It has both."
                )
            )
        return owners[0]


class DownloadField(forms.FileField):
    """The parts of one account's data download: ZIPs, or the files that a phone unpacked from one.

    Cleans to an Export, in which a file that could not be read is listed.
    """

    def clean(self, data: Any, initial: Any = None) -> export.Export:
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if not files:
            raise forms.ValidationError(self.error_messages["required"])
        parts, skipped = [], []
        for name, file in _packed(files):
            try:
                parts.append(_read(file))
            except Refusal as error:
                skipped.append(export.Skipped(name, str(error)))
        if not parts:
            raise forms.ValidationError([f"{each.name}: {each.reason}" for each in skipped])
        try:
            whole = export.merge(parts)
        except export.Refused as error:
            raise forms.ValidationError(gettext(str(error))) from error
        return replace(whole, skipped=(*whole.skipped, *skipped))


def _packed(files: list[UploadedFile]) -> list[tuple[str, IO[bytes]]]:
    """Each ZIP by its name; loose files of an unpacked download as one ZIP more."""
    zips: list[tuple[str, IO[bytes]]] = []
    loose = io.BytesIO()
    with zipfile.ZipFile(loose, "w") as together:
        for file in files:
            name = file.name or ""
            if export.MEMBER.fullmatch(name):
                together.writestr(name, file.read())
            else:
                zips.append((name, file))
        if together.namelist():
            zips.append(("JSON", loose))
    return zips


def _read(file: IO[bytes]) -> export.Export:
    """Raises Refusal."""
    answer = sandbox.run("claims.ownership.reading:download", file, cpu_seconds=READ_SECONDS)
    return cattrs.structure(orjson.loads(answer), export.Export)


class DownloadForm(forms.Form):
    # Django's BaseForm has `files` too; a field of the class does not touch it.
    files = DownloadField(  # type: ignore[assignment]
        label=_("Your Flickr account data"),
        help_text=_(
            "The ZIP whose name ends in _part1.zip. If there are more (_part2.zip and so "
            "on), choose them all at once. If your phone unpacked the ZIP, choose the files"
            " from it, up to 100 at a time."
        ),
        widget=ManyFiles({"accept": ".zip,application/zip,.json,application/json"}),
        error_messages={"required": _("Choose the ZIP file first.")},
    )
