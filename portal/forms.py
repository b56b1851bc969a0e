"""How Django draws a form here: our own lean field templates (templates/ui/), a few times faster
than the default.
"""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
