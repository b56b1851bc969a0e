"""Form fields and widgets that several rooms of the claim use."""

from __future__ import annotations

from typing import Any

from django import forms

from claims.intake.plain_text import visible


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
