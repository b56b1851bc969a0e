"""Which day is meant."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.intake.models import Claim
from claims.submission.recomputed import Basis, basis_on


class DayForm(forms.Form):
    """A day on which the claim was frozen already.

    Without one, the day on which it was frozen last.
    """

    on = forms.DateField(
        label=_("What did the law say on this day?"), widget=forms.DateInput({"type": "date"})
    )

    def __init__(self, data: Any, *, claim: Claim) -> None:
        submission = claim.submissions.last()
        day = submission.frozen_at.date() if submission else timezone.now().date()
        super().__init__(data if "on" in data else {"on": day})
        self.claim = claim
        self.basis: Basis | None = None

    def clean_on(self) -> Any:
        """The day (a date); notes what the claim and the law were on it.

        Raises ValidationError for a day to come and for one before the claim was whole.
        """
        day = self.cleaned_data["on"]
        if day > timezone.now().date():
            raise forms.ValidationError(_("That day has not come yet."))
        self.basis = basis_on(self.claim, day)
        if self.basis is None:
            raise forms.ValidationError(
                _("On that day the claim was not complete yet. Choose a later day.")
            )
        return day
