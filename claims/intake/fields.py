"""Form fields and widgets that several rooms of the claim use."""

from __future__ import annotations

from typing import Any

import phonenumbers
from django import forms
from django.utils.translation import gettext_lazy as _

from claims.intake.plain_text import visible

NO_PHONE = _(
    "This doesn’t look like a phone number. Enter ten digits, such as 312-555-0123, or start with "
    "+ and the country code."
)


class Choices(forms.RadioSelect):
    template_name = "ui/choices.html"
    use_fieldset = True


class ManyChoices(forms.CheckboxSelectMultiple):
    template_name = "ui/choices.html"
    use_fieldset = True


def choices_of(form: forms.Form, name: str) -> forms.ChoiceField:
    """The field as one that has choices."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    return field


def rows_of(form: forms.Form, name: str) -> forms.ModelChoiceField:
    """The field as one that offers rows."""
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    return field


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class VisibleTextField(forms.CharField):
    """Text without signs that nobody sees: they would stand in every paper."""

    def to_python(self, value: Any) -> str:
        return visible(super().to_python(value) or "")


class PhoneField(forms.CharField):
    """A phone number as people write it; one without a country is of the United States.

    Cleans to the international form, +1 312-555-0123, with an extension where one was given.
    """

    widget = forms.TextInput({"type": "tel", "autocomplete": "tel"})

    def clean(self, value: Any) -> str:
        text = visible(super().clean(value))
        if not text:
            return ""
        try:
            number = phonenumbers.parse(text, "US")
        except phonenumbers.NumberParseException as error:
            raise forms.ValidationError(NO_PHONE) from error
        if not phonenumbers.is_possible_number(number):
            raise forms.ValidationError(NO_PHONE)
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
