"""The interest list's one field."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class InterestForm(forms.Form):
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_(
            "Nothing else is asked. We write once and add you only if you say yes in that e-mail."
        ),
        error_messages={
            "required": _("Enter your e-mail address."),
            "invalid": _("Check the address: it looks like name@example.org."),
        },
    )
