"""Forms made from the questions of `law`, and the few pages that are asked of everyone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from claims.intake.fields import Choices, ManyChoices, PhoneField, VisibleTextField
from claims.intake.fields import choices_of as intake_choices_of
from claims.intake.models import ClaimPhoto, Subject
from claims.intake.rough_fields import (
    OPEN_HOW,
    Month,
    MonthField,
    PartialDateField,
    ResidencesField,
)
from claims.interview.models import Capacity
from claims.law.ages import ADULT, ages
from claims.law.logic import Answer
from claims.law.partial_dates import PartialDate
from claims.law.questions import SCREEN, Question
from claims.law.questions import choices_of as law_choices

UNSURE, UNSAID = "unsure", "unsaid"
OPEN = (UNSURE, UNSAID)
OPEN_CHOICES = [(UNSURE, _("Not sure")), (UNSAID, _("Rather not say"))]
HOW_SURE = [("known", _("I am sure")), ("estimated", _("This is about right")), *OPEN_CHOICES]


BASES = [("own", _("I know it myself")), ("told", _("Someone told me"))]
CHOOSING = frozenset({"yes_no", "choice", "many", "place"})
WHOLE_BIRTH = _("Enter the whole date of birth. This person may already be 18.")
OWN_LIFE = frozenset({"birth_date", "residence"})  # how one knows these of oneself is no question
NEEDS_ANSWER = _("Choose an answer. You can also choose “Not sure.”")
TAKE_BACK = _("Take this answer back")
KEPT = _(
    "This is already answered. To remove the answer, check “Take this answer back.” To "
    "change it, enter a new one."
)


class Compared(forms.Form):
    """A page that tells whether another window was first.

    `seen` comes back with what the page showed.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def conflict(self, seen: str, saved: Mapping[str, str]) -> None:
        """Show both: what another window saved (field name -> words), and what this one says.

        A second try saves it.
        """
        data: Any = self.data.copy()  # type: ignore[attr-defined]  # a QueryDict
        data[self.add_prefix("seen")] = seen
        self.data = data
        text = _(
            "This was answered in another window. Nothing was changed. To use the answer "
            "below, send it again."
        )
        self.add_error(None, text)
        for name, words in saved.items():
            self.add_error(name, translate("In the other window: “%(saved)s”.") % {"saved": words})


def choices_of(question: Question) -> list[tuple[str, Any]]:
    offered = [
        (value, translate(words)) for value, words in law_choices(question) if value != UNSURE
    ]
    return offered + OPEN_CHOICES


def field_for(question: Question, *, today: date, label: str) -> forms.Field:
    """The form field of one question.

    Nothing is required by the field itself: a blank keeps what was answered.
    """
    match question.kind:
        case "yes_no" | "choice" | "place":
            return forms.ChoiceField(
                label=label, choices=choices_of(question), widget=Choices, required=False
            )
        case "many":
            return forms.MultipleChoiceField(
                label=label, choices=choices_of(question), widget=ManyChoices, required=False
            )
        case "text":
            return VisibleTextField(label=label, max_length=300, required=False)
        case "long_text":
            return VisibleTextField(
                label=label, max_length=5000, required=False, widget=forms.Textarea({"rows": 3})
            )
        case "address":
            street = {"rows": 3, "autocomplete": "street-address"}
            return VisibleTextField(
                label=label, max_length=500, required=False, widget=forms.Textarea(street)
            )
        case "phone":
            return PhoneField(label=label, required=False)
        case "date":
            return PartialDateField(label=label, today=today)
        case "residences":
            return ResidencesField(label=label, today=today)
    raise ValueError(f"no field for a question of kind {question.kind}")


def to_answer(
    question: Question, value: Any, certainty: str = "known", basis: str = "own"
) -> Answer | None:
    """What was filled in, as an answer; None when nothing was."""
    if isinstance(value, Month):
        return _month_answer(value)
    if certainty in OPEN:
        return Answer(None, certainty)
    if question.kind == "many":
        return _many_answer(value, certainty, basis)
    if value in OPEN and question.kind in ("yes_no", "choice", "place"):
        return Answer(None, value)
    if value in ("", None, []):
        return Answer(None, UNSAID) if question.may_skip else None
    precision = PartialDate.parse(value).precision if question.kind == "date" else ""
    return Answer(value, certainty, precision, basis)


def _many_answer(values: list[str], certainty: str, basis: str) -> Answer | None:
    chosen = [value for value in values if value not in OPEN]
    if chosen:
        return Answer(chosen, certainty, basis=basis)
    return Answer(None, values[0]) if values else None


def _month_answer(month: Month) -> Answer:
    if month.how in OPEN_HOW:
        return Answer(None, month.how)
    certainty, basis = (
        ("estimated" if month.how == "estimated" else "known"),
        ("told" if month.how == "told" else "own"),
    )
    return Answer(month.text, certainty, PartialDate.parse(month.text).precision, basis)


class QuestionForm(Compared):
    """One question about the claim or about one subject.

    `answer` after validation; None: leave what is there.
    """

    def __init__(
        self,
        question: Question,
        *args: Any,
        subject: Subject | None,
        current: Answer | None,
        today: date,
        label: str = "",
        **kwargs: Any,
    ) -> None:
        """`label`: the question, where it stands among others; on a page of its own the page says
        question and help.
        """
        super().__init__(*args, **kwargs)
        self.question = question
        self.subject = subject
        self.current = current
        self.today = today
        self.answer: Answer | None = None
        words = label or translate("Your answer")
        self.fields["value"] = field_for(question, today=today, label=words)
        if label and question.help:
            self.fields["value"].help_text = translate(question.help)
        self.initial.setdefault("value", _shown(question, current))
        if _may_take_back(question, current):
            self.fields["take_back"] = forms.BooleanField(label=TAKE_BACK, required=False)
        if question.kind in ("date", "residences"):
            self._ask_how_sure()
        is_own_life = subject and subject.is_self and question.key in OWN_LIFE
        if question.has_basis and not is_own_life:
            self._ask_basis()

    def _ask_how_sure(self) -> None:
        self.fields["certainty"] = forms.ChoiceField(
            label=_("How sure are you?"),
            choices=HOW_SURE,
            widget=Choices,
            required=False,
        )
        if self.current:
            self.initial.setdefault("certainty", self.current.certainty)

    def _ask_basis(self) -> None:
        self.fields["basis"] = forms.ChoiceField(
            label=_("How do you know?"),
            choices=BASES,
            widget=Choices,
            required=False,
        )
        if self.current:
            self.initial.setdefault("basis", self.current.basis)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        value = data.get("value")
        if self.question.key == "birth_date" and self.subject and value:
            self._check_age(value, self.subject)
        if value and data.get("certainty") in OPEN:
            self.add_error(
                "certainty",
                _("You gave an answer. Choose how sure you are of it, or clear the answer."),
            )
        else:
            self._read(data)
        return data

    def _read(self, data: dict[str, Any]) -> None:
        wrong = ""
        if "take_back" in self.fields:
            wrong = _wrong_blank(data.get("value"), data["take_back"], self.current)
        if wrong:
            self.add_error("value", wrong)
        elif data.get("take_back"):
            self.answer = Answer(None, UNSAID)
        elif "value" not in self.errors:
            self._take(data)

    def _take(self, data: dict[str, Any]) -> None:
        """Read the answer; without one, what was answered before stays."""
        certainty, basis = data.get("certainty") or "known", data.get("basis") or "own"
        self.answer = to_answer(self.question, data.get("value"), certainty, basis)
        if self.answer and self.answer.is_certain and not data.get("basis", "own"):
            self.add_error("basis", _("Say how you know this."))
        if self.answer is None and self.current is None:
            self.add_error("value", NEEDS_ANSWER)

    def so_far(self) -> Answer | None:
        """What can be saved while the person still types: an answer that is whole.

        A blank is none yet.
        """
        if self.errors or self.answer is None or self.cleaned_data.get("take_back"):
            return None
        is_blank = self.answer.value is None and self.question.may_skip
        is_offered = self.current is None and self.answer.value is not None
        # Ours, not yet theirs.
        is_offered = is_offered and self.answer.value == self.initial.get("value")
        return None if is_blank or is_offered or self.answer == self.current else self.answer

    def _check_age(self, born: str, subject: Subject) -> None:
        """A claimant is an adult and a child is none; where a child may be one by a rough date,
        the whole date is asked.
        """
        least, most = ages(born, self.today)
        if subject.kind == Subject.Kind.SELF and most < ADULT:
            self.add_error(
                "value",
                _("You must be 18 or older to have your own claim. A parent can make it for you."),
            )
        if subject.kind == Subject.Kind.CHILD and least >= ADULT:
            text = _(
                "This person is 18 or older, so they make their own claim. Remove them "
                "here, or check the date."
            )
            self.add_error("value", text)
        elif subject.kind == Subject.Kind.CHILD and most >= ADULT:
            self.add_error("value", WHOLE_BIRTH)


def _shown(question: Question, current: Answer | None) -> Any:
    """An earlier answer as the form shows it."""
    if current is None:
        return None
    if question.kind == "month":
        how = current.certainty
        if how == "known" and current.basis == "told":
            how = "told"
        return Month(current.value or "", how)
    if current.value is None and question.kind in CHOOSING:  # elsewhere "how sure are you?" says it
        return [current.certainty] if question.kind == "many" else current.certainty
    return current.value


def _may_take_back(question: Question, current: Answer | None) -> bool:
    return question.may_skip and current is not None and current.value is not None


def _missing(question: Question) -> Any:
    if question.key == "legal_name":
        return _("Enter your full legal name.")
    return NEEDS_ANSWER


def _wrong_blank(value: Any, take_back: bool, current: Answer | None) -> Any:
    """A blank erases nothing by itself, and a tick takes back nothing that was typed anew."""
    if not value and not take_back:
        return KEPT
    if take_back and value and current and value != current.value:
        return _(
            "You entered a new answer and also checked the box. Uncheck the box, or "
            "clear the new answer."
        )
    return ""


FROM_RECORD = _("This is from your Flickr download or a dataset. Please check it.")
NAMED = 25  # photos up to which each can be given a name: more fields would make a page too large
FEW = 3  # photos up to which a sheet shows every choice; beyond, lists are shorter


def _sheet_field(question: Question, label: str, today: date, *, is_short: bool) -> forms.Field:
    """A photo's cell: a list to choose from is short on a sheet; a month is typed, and may be left
    open in words.
    """
    if question.kind == "month":
        return MonthField(
            label=label, today=today, help_text=_("Such as 06/2014, June 2014, or 2014.")
        )
    widget = forms.Select if question.kind == "place" or is_short else Choices
    choices = [("", "")] * (widget is forms.Select) + choices_of(question)
    return forms.ChoiceField(label=label, choices=choices, widget=widget, required=False)


class SheetForm(Compared):
    """One question about each photo, on one sheet.

    `label`: the question, where the photos stand around it; else each field is called by its
    photo. `others`: photos on later sheets, for which "the same for all" holds too.
    `suggested`: by photo, what a record says, to be confirmed.
    """

    def __init__(
        self,
        question: Question,
        photos: list[ClaimPhoto],
        *args: Any,
        current: dict,
        today: date,
        label: str = "",
        others: Sequence[ClaimPhoto] = (),
        suggested: Mapping[Any, Any] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question, self.photos, self.others = question, photos, others
        is_short = len(photos) > FEW
        if len(photos) + len(others) > 1:
            words = label or translate("Use one answer for the rest")
            self.fields["all"] = _sheet_field(question, words, today, is_short=is_short)
        for photo in photos:
            name = f"photo-{photo.pk}"
            self.fields[name] = _sheet_field(
                question, label or photo.reference["text"], today, is_short=is_short
            )
            initial = _shown(question, current.get(photo.pk))
            if initial is None and suggested and photo.pk in suggested:
                initial, self.fields[name].help_text = suggested[photo.pk], FROM_RECORD
            self.initial.setdefault(name, initial)
        self._current, self._suggested = current, suggested or {}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for photo in self.photos:
            name = f"photo-{photo.pk}"
            if not data.get(name) and photo.pk not in self._current and name not in self.errors:
                if data.get("all"):
                    data[name] = data["all"]
                elif "all" not in self.errors:
                    self.add_error(name, NEEDS_ANSWER)
        return data

    def answers(self) -> dict[ClaimPhoto, Answer]:
        """Only what was filled in: a blank erases nothing."""
        cells = {
            photo: to_answer(self.question, self.cleaned_data[f"photo-{photo.pk}"])
            for photo in self.photos
        }
        if of_all := self.cleaned_data.get("all"):
            cells |= {photo: to_answer(self.question, of_all) for photo in self.others}
        return {photo: answer for photo, answer in cells.items() if answer}

    def so_far(self) -> dict[ClaimPhoto, Answer]:
        """What can be saved while the person still fills in the sheet: each cell that is done, and
        nothing for all.
        """
        answers = {}
        for photo in self.photos:
            if not self._is_filled_in(photo):
                continue
            answer = to_answer(self.question, self.cleaned_data.get(f"photo-{photo.pk}"))
            if answer and not self._is_offered(photo, answer):
                answers[photo] = answer
        return answers

    def _is_filled_in(self, photo: ClaimPhoto) -> bool:
        """Whether the cell itself says something, and not "the same for all"."""
        if self.question.kind == "month":
            return self._is_typed(photo)
        return bool(self.data.get(self.add_prefix(f"photo-{photo.pk}")))

    def _is_offered(self, photo: ClaimPhoto, answer: Answer) -> bool:
        """Whether it is what a record says, which the button alone makes the person's own word."""
        return photo.pk not in self._current and answer.value == self._suggested.get(photo.pk)

    def _is_typed(self, photo: ClaimPhoto) -> bool:
        name = self.add_prefix(f"photo-{photo.pk}")
        return bool(self.data.get(f"{name}_text")) or self.data.get(f"{name}_how") in OPEN_HOW

    def field_of(self, photo: ClaimPhoto) -> forms.BoundField | None:
        """The photo's cell, if it stands on this sheet."""
        name = f"photo-{photo.pk}"
        return self[name] if name in self.fields else None


ROLES = [
    ("in_photo", _("I am in a photo")),
    ("took", _("I took a photo or put it on Flickr")),
    ("parent", _("My child, who is under 18, is in a photo")),
    ("guardian", _("I am the guardian of an adult who is in a photo")),
    ("executor", _("I’m here for someone who has died")),
]


class ScreenForm(Compared):
    """The first page: who the person is to the photos, and the minimal conflict screen, before
    anything else is told. `current`: the earlier answers by question.
    """

    roles = forms.MultipleChoiceField(
        label=_("How are you connected to these photos?"),
        help_text=_("Choose all that are true."),
        choices=ROLES,
        widget=ManyChoices,
        error_messages={"required": _("Choose at least one.")},
    )

    def __init__(
        self, *args: Any, current: Mapping[str, Answer], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.current = current
        for question in SCREEN:
            field = field_for(question, today=today, label=translate(question.text))
            field.help_text = translate(question.help)
            self.fields[question.key] = field
            self.initial.setdefault(question.key, _shown(question, current.get(question.key)))
            if _may_take_back(question, current.get(question.key)):
                self.fields[f"take_back_{question.key}"] = forms.BooleanField(
                    label=TAKE_BACK, required=False
                )
        self.fields["legal_name"].widget.attrs["autocomplete"] = "name"

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        self.answers = {}
        for question in SCREEN:
            value, take_back = data.get(question.key), data.get(f"take_back_{question.key}")
            answer = to_answer(question, None if take_back else value)
            wrong = ""
            if take_back is not None:
                wrong = _wrong_blank(value, take_back, self.current[question.key])
            if answer is None:
                wrong = wrong or _missing(question)
            if wrong:
                self.add_error(question.key, wrong)
            elif answer is not None:
                self.answers[question.key] = answer
        return data


class PersonForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Who is this person?"),
        widget=Choices,
        error_messages={"required": _("Choose who this person is.")},
    )
    name = VisibleTextField(
        label=_("Full name"),
        max_length=200,
        help_text=_("A child can’t have an account here. You answer for them."),
        error_messages={"required": _("Enter the person’s full name.")},
    )

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        intake_choices_of(self, "kind").choices = [
            (kind, Subject.Kind(kind).label) for kind in kinds
        ]
        self.initial["kind"] = kinds[0] if len(kinds) == 1 else None


class PhotosForm(forms.Form):
    text = forms.CharField(
        label=_("Add photos or your Flickr account"),
        help_text=_(
            "Photo links or your account id (it looks like 12345678@N99), one on each line. Up to "
            "500."
        ),
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        error_messages={"required": _("Paste a link or an account id first.")},
    )


class CapacityForm(Compared):
    """Who each subject is to each photo, on one sheet.

    With several photos one answer may stand for those left open.
    """

    def __init__(
        self,
        photos: list[ClaimPhoto],
        subjects: list[Subject],
        *args: Any,
        current: dict,
        **kwargs: Any,
    ) -> None:
        """`photos` are the rows of the sheet and `subjects` its columns.

        `current`: from (photo, subject) to the capacity that stands there.
        """
        super().__init__(*args, **kwargs)
        self.photos, self.subjects = photos, subjects
        self.is_short = len(photos) > FEW
        if len(photos) > 1:
            for subject in subjects:
                self.fields[f"all_{subject.pk}"] = self._field(subject, required=False)
        for photo in photos:
            if 1 < len(photos) <= NAMED:
                self._ask_nickname(photo)
            for subject in subjects:
                name = f"{photo.pk}_{subject.pk}"
                self.fields[name] = self._field(subject, required=len(photos) == 1)
                self.initial.setdefault(name, current.get((photo.pk, subject.pk)))

    def _ask_nickname(self, photo: ClaimPhoto) -> None:
        name = f"name_{photo.pk}"
        self.fields[name] = VisibleTextField(
            label=translate("Name it for yourself (optional)"),
            help_text=translate("Such as “beach, 2009.” Only you see it here."),
            max_length=60,
            required=False,
        )
        self.initial.setdefault(name, photo.nickname)

    def names(self) -> dict[ClaimPhoto, str]:
        """What the person calls the photos, "" for nothing; none where there is only one."""
        return {
            photo: self.cleaned_data[f"name_{photo.pk}"]
            for photo in self.photos
            if f"name_{photo.pk}" in self.fields
        }

    def _field(self, subject: Subject, *, required: bool) -> forms.ChoiceField:
        return forms.ChoiceField(
            label=subject.name or translate("You"),
            choices=[("", "")] * self.is_short + _capacities(subject),
            widget=forms.Select if self.is_short else Choices,
            required=required,
            error_messages={"required": NEEDS_ANSWER},
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for photo in self.photos:
            for subject in self.subjects:
                name = f"{photo.pk}_{subject.pk}"
                if name not in self.errors and not data.get(name):
                    data[name] = data.get(f"all_{subject.pk}") or ""
                    if not data[name]:
                        self.add_error(name, NEEDS_ANSWER)
        return data

    def for_all(self) -> list[forms.BoundField]:
        return [
            self[f"all_{subject.pk}"]
            for subject in self.subjects
            if f"all_{subject.pk}" in self.fields
        ]

    def rows(self) -> list[tuple[ClaimPhoto, list[forms.BoundField]]]:
        return [(photo, self._cells(photo)) for photo in self.photos]

    def _cells(self, photo: ClaimPhoto) -> list[forms.BoundField]:
        cells = [self[f"{photo.pk}_{subject.pk}"] for subject in self.subjects]
        nickname = f"name_{photo.pk}"
        return [*cells, self[nickname]] if nickname in self.fields else cells

    def placed(self) -> dict:
        return {
            (photo.pk, subject.pk): self.cleaned_data[f"{photo.pk}_{subject.pk}"]
            for photo in self.photos
            for subject in self.subjects
        }


def _capacities(subject: Subject) -> list[tuple[str, Any]]:
    if subject.kind in (Subject.Kind.CHILD, Subject.Kind.WARD):
        kinds = [Capacity.Kind.DEPICTED, Capacity.Kind.NONE, Capacity.Kind.UNSURE]
    else:
        kinds = list(Capacity.Kind)
    return [(kind.value, kind.label) for kind in kinds]
