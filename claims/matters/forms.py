"""An authority of the law, as counsel read it."""

from __future__ import annotations

from datetime import datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.matters import actions


class ReadingForm(forms.Form):
    """An authority as counsel read it."""

    citation = forms.CharField(
        label=_("Citation"), max_length=200, help_text=_("Exactly as a theory names it.")
    )
    quote = forms.CharField(
        label=_("Its words"), max_length=5_000, widget=forms.Textarea({"rows": 3})
    )
    address = forms.CharField(
        label=_("Where you read it"),
        max_length=400,
        help_text=_("A web address, or a volume and page."),
    )
    pin = forms.CharField(label=_("Pin cite"), max_length=120, required=False)
    is_official = forms.BooleanField(label=_("It is the official source"), required=False)
    read_on = forms.DateField(label=_("Read on"), widget=forms.DateInput({"type": "date"}))

    def run(self, *, by: User, at: datetime) -> None:
        actions.add_reading(**self.cleaned_data, by=by, at=at)
