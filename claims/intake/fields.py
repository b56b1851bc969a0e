"""Form fields and widgets that several rooms of the claim use."""

from __future__ import annotations

from django import forms


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
