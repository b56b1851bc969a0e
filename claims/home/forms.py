"""The interest list's one field."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class InterestForm(forms.Form):
    email = forms.EmailField(
        label=_("Your email address"),
        max_length=254,
        widget=forms.EmailInput({"autocomplete": "email"}),
        help_text=_(
            "That’s all we ask. We’ll send you one email, and add you only if you say yes in it."
        ),
        error_messages={
            "required": _("Enter your email address."),
            "invalid": _("Check the address. It should look like name@example.org."),
        },
    )
