"""A page with every component in every state, for those who work on the looks (`make dev`)."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from claims.intake.fields import Choices, ManyChoices, ManyFiles
from claims.intake.rough_fields import MonthField, PartialDateField, ResidencesField

CHOICES = [("yes", "Yes"), ("no", "No"), ("unsure", "I am not sure")]
TONES = ("", "accent", "good", "warn", "bad")
NOTES = ("", "good", "warn", "bad")


class ComponentsForm(forms.Form):
    """One field of each kind."""

    text = forms.CharField(label="A line of text", help_text="What helps to answer it.")
    long_text = forms.CharField(label="Longer text", widget=forms.Textarea({"rows": 3}))
    email = forms.EmailField(label="An e-mail address")
    pick = forms.ChoiceField(label="One from a list", choices=CHOICES)
    choice = forms.ChoiceField(label="One of few", choices=CHOICES, widget=Choices)
    choices = forms.MultipleChoiceField(label="Some of few", choices=CHOICES, widget=ManyChoices)
    tick = forms.BooleanField(label="I have read it")
    upload = forms.FileField(label="Files", widget=ManyFiles)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["date"] = PartialDateField(label="A date, or a part of one", today=today)
        self.fields["month"] = MonthField(label="A month", today=today)
        self.fields["residences"] = ResidencesField(label="Where you lived", today=today)


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Each form twice: as it is first shown, and as it comes back when nothing was filled in."""
    wrong = ComponentsForm({}, prefix="wrong")
    wrong.is_valid()
    context = {
        "tones": TONES,
        "notes": NOTES,
        "sha256": hashlib.sha256(b"a document").hexdigest(),
        "form": ComponentsForm(prefix="new"),
        "wrong": wrong,
    }
    return render(request, "ui/components/page.html", context)
