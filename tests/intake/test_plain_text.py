"""What nobody sees is not stored, and a name typed in another way is the same name."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from claims.intake.fields import PhoneField
from claims.intake.plain_text import same_name, visible
from tests import make


@pytest.mark.parametrize(
    ("entered", "typed"),
    [
        ("Siobhan O'Connor", "Siobhan O\u2019Connor"),
        ("José Núñez", "Jose\u0301 Nu\u0301n\u0303ez"),
        ("Ana Alder", "ana   alder"),
        ("Ana Alder", "Ana\u200b Alder"),
        ("Jean-Luc Roy", "Jean\u2011Luc Roy"),
        ("\u0905\u0928\u093f\u0924\u093e", "\u0905\u0928\u093f\u200d\u0924\u093e"),
        ("Ａｎａ Alder", "Ana Alder"),
    ],
)
def test_the_same_name_typed_in_another_way(entered, typed):
    assert same_name(entered, typed)


@pytest.mark.parametrize(("one", "other"), [("Ana Alder", "Anna Alder"), ("José", "Jose")])
def test_another_name_is_another(one, other):
    assert not same_name(one, other)


def test_marks_of_direction_go_and_joiners_of_letters_stay():
    assert visible("\u202eAna\u200b \u2066Alder") == "Ana Alder"
    assert visible("\u0915\u094d\u200d\u0937") == "\u0915\u094d\u200d\u0937"


@pytest.mark.django_db
def test_a_name_is_stored_without_what_nobody_sees(ana, matter, at):
    client = make.signed_in(ana)
    client.post(reverse("claim_start"), make.first_page(legal_name="Ana\u200b Alder\u202e"))
    assert ana.claims.get().claimant_name == "Ana Alder"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("312-555-0123", "+1 312-555-0123"),
        ("(312) 555 0123", "+1 312-555-0123"),
        ("1.312.555.0123 ext 7", "+1 312-555-0123 ext. 7"),
        ("３１２５５５０１２３", "+1 312-555-0123"),
        ("+52 55 1234 5678", "+52 55 1234 5678"),
        ("", ""),
    ],
)
def test_a_phone_number_is_kept_in_one_form(typed, kept):
    assert PhoneField(required=False).clean(typed) == kept


@pytest.mark.parametrize("typed", ["call me", "12345", "312-555-01234567890"])
def test_what_is_no_phone_number_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="such as 312-555-0123"):
        PhoneField(required=False).clean(typed)
