"""Form fields and widgets that several rooms of the claim use."""

from __future__ import annotations

from django import forms


class Choices(forms.RadioSelect):
    template_name = "ui/choices.html"
    use_fieldset = True


class ManyChoices(forms.CheckboxSelectMultiple):
    template_name = "ui/choices.html"
    use_fieldset = True


class ManyFiles(forms.FileInput):
    allow_multiple_selected = True
