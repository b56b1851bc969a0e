"""Writing to the firm, replying, inviting another adult."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from claims.correspondence import queries
from claims.correspondence.models import Invitation
from claims.intake.fields import Choices, ManyChoices, choices_of
from claims.intake.models import Subject
from claims.interview.models import Capacity
from claims.interview.queries import Interview


class MessageForm(forms.Form):
    message = forms.CharField(
        label=_("Write to the firm"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("Write your message first.")},
    )


class ReplyForm(forms.Form):
    request = forms.UUIDField(widget=forms.HiddenInput)
    reply = forms.CharField(
        label=_("Your reply"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": _("Write your reply first.")},
    )


KIND_OF_ROLE: dict[str, str] = {
    Invitation.Role.PARENT: Subject.Kind.CHILD,
    Invitation.Role.EXECUTOR: Subject.Kind.ESTATE,
    Invitation.Role.GROWN: Subject.Kind.CHILD,
}


class InvitationForm(forms.Form):
    """Whom to ask, as what, and about which photos.

    Only roles for which there is somebody are offered.
    """

    role = forms.ChoiceField(
        label=_("Who is this person?"),
        widget=Choices,
        error_messages={"required": _("Choose who this person is.")},
    )
    person = forms.ChoiceField(label=_("Who is it about?"), required=False, widget=Choices)
    name = forms.CharField(
        label=_("Full name"),
        max_length=200,
        error_messages={"required": _("Enter the person’s full name.")},
    )
    email = forms.EmailField(
        label=_("Email address"),
        max_length=254,
        help_text=_("We’ll send one email to this address. The person will see your name."),
        error_messages={
            "required": _("Enter the email address."),
            "invalid": _("Check the email address. It should look like name@example.org."),
        },
    )
    photos = forms.MultipleChoiceField(
        label=_("Which photos have to do with this person?"),
        widget=ManyChoices,
        error_messages={"required": _("Choose at least one photo.")},
    )

    def __init__(self, *args: Any, state: Interview, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.state = state
        people: dict[str, str] = {}
        roles = []
        for role in Invitation.Role:
            about = self._people(role)
            people |= {str(subject.pk): subject.name for subject in about}
            if about or role not in KIND_OF_ROLE:
                roles.append((role.value, role.label))
        choices_of(self, "role").choices = roles
        choices_of(self, "person").choices = list(people.items())
        if not people:
            del self.fields["person"]
        choices_of(self, "photos").choices = [
            (str(photo.pk), photo.reference["text"]) for photo in state.photos
        ]

    def _people(self, role: str) -> list[Subject]:
        """Whom an invitation of this role may be about."""
        if role == Invitation.Role.GROWN:
            return [row.subject for row in queries.coming_of_age(self.state)]
        kind = KIND_OF_ROLE.get(role)
        return [subject for subject in self.state.subjects if subject.kind == kind]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        role = data.get("role", "")
        people = {str(subject.pk): subject for subject in self._people(role)}
        subject = people.get(data.get("person", ""))
        if role in KIND_OF_ROLE and subject is None:
            self.add_error("person", _("Choose who it is about."))
        data["subject"] = subject
        return data

    def addresses(self) -> list[str]:
        """Of the chosen photos; for a child or an estate, of those alone in which they may be."""
        chosen, subject = set(self.cleaned_data["photos"]), self.cleaned_data["subject"]
        return [
            photo.reference["text"]
            for photo in self.state.photos
            if str(photo.pk) in chosen
            and (
                subject is None
                or self.state.capacities.get((photo.pk, subject.pk)) != Capacity.Kind.NONE
            )
        ]


class ErasureForm(forms.Form):
    step = forms.ChoiceField(choices=[("grant", _("Grant it")), ("refuse", _("Refuse it"))])
    reason = forms.CharField(
        label=_("Or the reason why not (the claimant reads it)"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 2}),
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("step") == "refuse" and not data.get("reason"):
            self.add_error("reason", _("Write the reason first: the claimant reads it."))
        return data
