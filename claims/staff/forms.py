"""Filtering the worklist, noting, asking."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.intake.models import Status
from claims.law.places import STATES
from claims.staff.queries import Filter


class FilterForm(forms.Form):
    text = forms.CharField(label=_("Name, e-mail or reference"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("All")), *(choice for choice in Status.choices if choice[0] != Status.DRAFT)],
    )
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("All")), *STATES.items()])
    assignee = forms.ChoiceField(
        label=_("Taken by"), required=False, choices=[("", _("Anyone")), ("me", _("Me")), ("nobody", _("Nobody"))]
    )

    def wanted(self) -> Filter:
        """The filter; what is not valid narrows nothing."""
        return Filter(**self.cleaned_data) if self.is_valid() else Filter()


class AssignForm(forms.Form):
    assignee = forms.ModelChoiceField(
        label=_("Taken by"), required=False, queryset=User.objects.none(), empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, staff: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = User.objects.filter(pk__in=[user.pk for user in staff]).order_by("name")


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note (work product, staff only)"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write the note first.")},
    )


class AskForm(forms.Form):
    ask = forms.CharField(
        label=_("Ask the claimant for"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what you ask for first.")},
    )
    due_on = forms.DateField(label=_("Reply by"), required=False, widget=forms.DateInput({"type": "date"}))
