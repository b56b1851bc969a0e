"""The sign-up question and the step-up code."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import User
from claims.law.ages import ADULT, ages


class LabelledDateWidget(forms.SelectDateWidget):
    """Django's three selects, each with a name that a screen reader can say.

    The month first in every language, as in the interview and as in the United States.
    """

    @staticmethod
    def _parse_date_fmt() -> list[str]:
        return ["month", "day", "year"]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = {
            self.year_field: _("Year"),
            self.month_field: _("Month"),
            self.day_field: _("Day"),
        }
        for select in context["widget"]["subwidgets"]:
            select["attrs"]["aria-label"] = next(
                label for end, label in labels.items() if select["name"] == end % name
            )
        return context


class AdultForm(forms.Form):
    """What sign-up asks beside the address.

    There is no account under 18: a parent claims for a child.
    """

    birth_date = forms.DateField(
        label=_("Date of birth"),
        help_text=_(
            "You must be 18 or older. Your age can change which law applies. We store this "
            "date encrypted."
        ),
        widget=LabelledDateWidget(
            empty_label=(_("Year"), _("Month"), _("Day"))  # type: ignore[arg-type]  # lazy text
        ),
        # required is what makes the selects begin with somebody else's birthday; see clean
        required=False,
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["birth_date"].widget.years = range(timezone.localdate().year, 1900, -1)

    def clean_birth_date(self) -> date:
        born, today = self.cleaned_data["birth_date"], timezone.localdate()
        if born is None:
            raise forms.ValidationError(_("Enter your date of birth."))
        if born > today:
            raise forms.ValidationError(
                _("This date is in the future. Enter the date you were born.")
            )
        if ages(born.isoformat(), today)[0] < ADULT:
            raise forms.ValidationError(
                _(
                    "Accounts are for people who are 18 or older. Nothing was saved. A parent or "
                    "guardian can open an account and make a claim for you."
                )
            )
        return born

    def signup(self, request: HttpRequest, user: User) -> None:
        """allauth calls this after the account is saved; the adapter has done the work."""


class RecoverForm(forms.Form):
    code = forms.CharField(
        label=_("Code the firm gave you"),
        help_text=_("Eight letters and numbers, such as ABCD-2345."),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Enter the code the firm gave you.")},
    )


class StepUpForm(forms.Form):
    code = forms.CharField(
        label=_("Code from the email"),
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Enter the six digits from the email.")},
    )
