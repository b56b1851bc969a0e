"""Filtering the worklist, noting, asking."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from claims.accounts.models import STAFF_ROLES, Membership, User
from claims.assessment.models import ClaimLine
from claims.datasets import registry
from claims.intake.fields import ManyChoices, choices_of, rows_of
from claims.intake.status import MOVES, Status
from claims.law.places import STATES
from claims.law.questions import COMPANIES
from claims.law.theory import all_theories
from claims.matters import actions
from claims.matters.models import Act, Defendant, Matter
from claims.matters.queries import fingerprint
from claims.staff.queries import ALERT_DAYS, Filter


class FilterForm(forms.Form):
    text = forms.CharField(label=_("Name, e-mail or reference"), required=False, max_length=100)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[
            ("", _("All")),
            *(choice for choice in Status.choices if choice[0] != Status.DRAFT),
        ],
    )
    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All")), *STATES.items()]
    )
    assignee = forms.ChoiceField(
        label=_("Taken by"),
        required=False,
        choices=[("", _("Anyone")), ("me", _("Me")), ("nobody", _("Nobody"))],
    )

    waiting = forms.ChoiceField(
        label=_("Waiting"),
        required=False,
        choices=[("", _("Any")), ("message", _("A new message")), ("erasure", _("Erasure asked"))],
    )
    within = forms.ChoiceField(
        label=_("Could expire within"),
        required=False,
        choices=[
            ("", _("Any time")),
            *((str(days), format_lazy(_("{days} days"), days=days)) for days in ALERT_DAYS),
        ],
    )
    order = forms.ChoiceField(
        label=_("Order"),
        required=False,
        choices=[("", _("What expires first")), ("changed", _("Last changed first"))],
    )

    def wanted(self) -> Filter:
        """The filter; what is not valid narrows nothing."""
        return Filter(**self.cleaned_data) if self.is_valid() else Filter()


class AssignForm(forms.Form):
    assignee = forms.ModelChoiceField(
        label=_("Taken by"), required=False, queryset=User.objects.none(), empty_label=_("Nobody")
    )

    def __init__(self, *args: Any, staff: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "assignee").queryset = User.objects.filter(
            pk__in=[user.pk for user in staff]
        ).order_by("name")


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note (work product, staff only)"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write the note first.")},
    )


class MessageForm(forms.Form):
    message = forms.CharField(
        label=_("Write to the claimant"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("The claimant reads exactly this. No promise, no date, no amount."),
        error_messages={"required": _("Write the message first.")},
    )


CALLED_BACK = "called back on the number that was sent to the firm, with facts of the claim"


class AccessForm(forms.Form):
    WAYS = [
        ("in person, with an identity document", _("In person, with an identity document")),
        ("by video, with an identity document", _("By video, with an identity document")),
    ]
    address = forms.EmailField(label=_("The person’s new e-mail address"), max_length=254)
    how = forms.ChoiceField(
        label=_("How you made sure who it is"),
        choices=WAYS,
    )
    note = forms.CharField(
        label=_("What you saw and asked"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Never the number of the document, and no copy of it."),
        error_messages={"required": _("Write what you saw and asked first.")},
    )

    def __init__(self, *args: Any, number: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if number:  # a number that anybody could enter since is none to call back on
            title = _(
                "Called back on the number that was sent to the firm, with facts of the claim"
            )
            choices_of(self, "how").choices = [*self.WAYS, (CALLED_BACK, title)]

    def checked(self) -> dict[str, str]:
        return {"how": self.cleaned_data["how"], "note": self.cleaned_data["note"]}


class MoveForm(forms.Form):
    """The name of a move; whether it is open is for `intake.actions.move` to say."""

    move = forms.ChoiceField(choices=[(step.name, step.label) for step in MOVES])


class HoldForm(forms.Form):
    lift = forms.BooleanField(required=False)


class DecisionForm(forms.Form):
    line = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    decision = forms.ChoiceField(label=_("Decision"), choices=ClaimLine.Decision.choices)
    reason = forms.CharField(
        label=_("Reason (work product, staff only)"),
        max_length=5_000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Write the reason first.")},
    )


class AskForm(forms.Form):
    ask = forms.CharField(
        label=_("Ask the claimant for"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what you ask for first.")},
    )
    due_on = forms.DateField(
        label=_("Reply by"), required=False, widget=forms.DateInput({"type": "date"})
    )


def _name_of(obj: Matter) -> str:
    return obj.name


class DefendantForm(forms.Form):
    matter_id = forms.ModelChoiceField(
        label=_("Matter"), queryset=Matter.objects.none(), empty_label=None
    )
    name = forms.CharField(label=_("Name of the party"), max_length=200)
    kind = forms.ChoiceField(
        label=_("What it is"), choices=Defendant.Kind.choices, initial="unsure"
    )
    company = forms.ChoiceField(
        label=_("Which company it is"),
        required=False,
        choices=[("", _("not said yet")), *COMPANIES],
        help_text=_("An earlier settlement or a clause binds as to that company alone."),
    )

    def __init__(self, *args: Any, matters: Iterable[Matter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = rows_of(self, "matter_id")
        field.queryset = Matter.objects.filter(pk__in=[matter.pk for matter in matters])
        field.label_from_instance = _name_of  # type: ignore[method-assign]

    def matter(self) -> Matter:
        return self.cleaned_data["matter_id"]

    def run(self, *, by: User, at: datetime) -> None:
        data = self.cleaned_data
        actions.add_defendant(
            data["matter_id"],
            name=data["name"],
            kind=data["kind"],
            company=data["company"],
            by=by,
            at=at,
        )


OPEN = _("Empty: not known.")


class ActForm(forms.Form):
    defendant = forms.ModelChoiceField(
        label=_("Party"), queryset=Defendant.objects.none(), empty_label=None
    )
    kind_of_act = forms.ChoiceField(label=_("What it did"), choices=Act.Kind.choices)
    dataset = forms.ChoiceField(
        label=_("With which dataset"),
        required=False,
        help_text=_("It counts for photos in this set, or in one that was made from it."),
    )
    earliest = forms.DateField(
        label=_("Not before"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=OPEN,
    )
    latest = forms.DateField(
        label=_("Not after"),
        required=False,
        widget=forms.DateInput({"type": "date"}),
        help_text=OPEN,
    )
    throughout = forms.BooleanField(
        label=_("It went on throughout, from the first day to the last"),
        required=False,
        help_text=_("Otherwise: on a day between the two. Leave the last empty while it goes on."),
    )
    policy = forms.ChoiceField(
        label=_("If it held the data: its policy on keeping it"),
        required=False,
        choices=[("", _("not known")), *Act.Policy.choices],
    )
    place = forms.ChoiceField(
        label=_("Where it acted"),
        required=False,
        choices=[
            ("", _("not known")),
            ("elsewhere", _("Outside the United States")),
            *STATES.items(),
        ],
    )
    source = forms.CharField(
        label=_("Source"), max_length=400, help_text=_("Paper, log or filing, with its date.")
    )

    def __init__(self, *args: Any, parties: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "defendant").queryset = parties.select_related("matter")
        choices_of(self, "dataset").choices = [
            ("", _("not known")),
            *((key, source.title) for key, source in registry.sources().items()),
        ]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("throughout") and not data.get("earliest"):
            self.add_error("earliest", _("Say when it began."))
        if data.get("earliest") and data.get("latest") and data["latest"] < data["earliest"]:
            self.add_error("latest", _("It ends before it begins. Check both days."))
        return data

    def matter(self) -> Matter:
        return self.cleaned_data["defendant"].matter

    def run(self, *, by: User, at: datetime) -> None:
        data = dict(self.cleaned_data)
        actions.record_act(
            data.pop("defendant"), kind=data.pop("kind_of_act"), **data, by=by, at=at
        )


class DeskForm(forms.Form):
    """Whom to give a desk, and in which matter."""

    email = forms.EmailField(label=_("Email address"), max_length=254)
    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As colleagues and claimants read it.")
    )
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in Membership.Role if role in STAFF_ROLES],
    )
    matter = forms.ModelChoiceField(
        label=_("Matter"),
        required=False,
        queryset=Matter.objects.order_by("name"),
        empty_label=_("All matters"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows_of(self, "matter").label_from_instance = _name_of  # type: ignore[method-assign]


class MatterForm(forms.Form):
    """What can be changed of a matter."""

    name = forms.CharField(
        label=_("Name"), max_length=200, help_text=_("As staff and claimants read it.")
    )
    court = forms.CharField(
        label=_("Court"), max_length=200, help_text=_("As the captions of new documents name it.")
    )
    theories = forms.MultipleChoiceField(
        label=_("Theories"),
        widget=ManyChoices,
        error_messages={"required": _("Choose at least one theory.")},
    )
    datasets = forms.MultipleChoiceField(
        label=_("Datasets at issue"),
        widget=ManyChoices,
        error_messages={"required": _("Choose at least one dataset.")},
    )
    is_open = forms.BooleanField(
        label=_("It takes new claims"),
        required=False,
        help_text=_("Claims that it has go on either way. New ones go to the oldest open matter."),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("name", "court", "theories", "datasets", "is_open"):
            self.initial[name] = getattr(matter, name)
        self.initial["seen"] = fingerprint(matter)
        choices_of(self, "theories").choices = [
            (key, theory.title) for key, theory in all_theories().items()
        ]
        choices_of(self, "datasets").choices = [
            (key, source.title) for key, source in registry.sources().items()
        ]
