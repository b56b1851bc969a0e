"""What an attorney decides of a draft that is held."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.conflicts.models import Search


class StopForm(forms.Form):
    # Nothing is chosen beforehand: a draft is never released by a slip.
    outcome = forms.ChoiceField(
        label=_("Decision"), choices=[("", _("Choose")), *Search.Outcome.choices]
    )
    reason = forms.CharField(
        label=_("Reason (staff only)"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write the reason first.")},
    )
