"""Counsel's cases, and the rules that hold for every declaration."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.law import interview, logic, typical
from claims.law.documents import DOCUMENTS
from claims.law.findings import find
from claims.law.forums import FORUMS
from claims.law.glossary import GLOSSARY
from claims.law.logic import All, Answer, Either, Facts, Is, Truth
from claims.law.questions import BY_KEY, QUESTIONS, choices_of
from claims.law.theory import all_theories
from tests.law import cases, mutants

CASES = [pytest.param(case, id=f"{case['file']}: {case['name']}") for case in cases.all_cases()]


@pytest.mark.parametrize("case", CASES)
def test_counsels_case(case):
    assert cases.wrong(case) == []


def test_counsel_has_said_enough_and_each_case_once():
    names = [case["name"] for case in cases.all_cases()]
    assert len(names) >= 150
    assert len(names) == len(set(names))
    assert {key for case in cases.all_cases() for key in cases.named(case)} == all_theories().keys()


def test_a_changed_rule_is_noticed_by_a_case():
    number, left = mutants.survivors()
    assert number > 900
    assert len(left) <= number * 0.05, left


def test_the_logic_is_kleenes():
    yes, no, unknown = Truth.YES, Truth.NO, Truth.UNKNOWN
    for left, right in itertools.product(Truth, repeat=2):
        both = no if no in (left, right) else unknown if unknown in (left, right) else yes
        either = yes if yes in (left, right) else unknown if unknown in (left, right) else no
        assert (logic.every([left, right]), logic.some([left, right])) == (both, either)


def test_unknown_is_never_no():
    for certainty in ("unsure", "unsaid"):
        facts = Facts({"written_release": Answer(None, certainty)})
        assert Is("written_release", "no").truth(facts) is Truth.UNKNOWN
    assert Is("written_release", "no").truth(Facts()) is Truth.UNKNOWN


@pytest.mark.parametrize(
    ("others", "expected"),
    [([], Truth.NO), ([{"face_visible": Answer("clear")}], Truth.YES), ([{}], Truth.UNKNOWN)],
)
def test_of_several_photos_one_suffices_and_an_open_one_keeps_it_open(others, expected):
    finding = find(
        all_theories()["il-bipa"], Facts({}, ({"face_visible": Answer("back")}, *others))
    )
    assert {item.element.key: item.truth for item in finding.elements}["face"] is expected


VALUES = {
    "yes_no": ["yes", "no"],
    "date": ["2010"],
    "month": ["2010-06"],
    "place": ["IL", "TX", "abroad"],
    "residences": [
        {"places": [{"state": state, "until": until}], "all": complete}
        for state in ("IL", "CA", "TX", "unsure")
        for until, complete in (("", True), ("", False), ("2012", False))
    ],
    "text": ["x"],
    "long_text": ["x"],
}


def possible(question) -> list[Answer]:
    """Every kind of answer a person can give to a question."""
    values = VALUES.get(question.kind) or [choice for choice, _words in choices_of(question)]
    if question.kind == "many":
        values = [[value] for value in values]
    return [Answer(value) for value in values] + [Answer(None, "unsure"), Answer(None, "unsaid")]


CAPACITIES = ["depicted", "took", "both", "none", "unsure"]


SUBJECTS = ["self", "child", "ward", "estate"]


def drawn(data) -> dict[str, Answer]:
    capacity = data.draw(st.sampled_from(CAPACITIES))
    return {
        "capacity": Answer(capacity, "unsure" if capacity == "unsure" else "known"),
        "subject": Answer(data.draw(st.sampled_from(SUBJECTS))),
    }


@given(st.data())
def test_nobody_is_asked_what_can_change_no_finding_and_no_document(data):
    """From any state that the interview can reach, each question it asks can change something that
    is used.
    """
    known = drawn(data)
    for _step in range(data.draw(st.integers(0, len(QUESTIONS)))):
        left = interview.needed(all_theories().values(), Facts(known))
        if not left:
            break
        known[left[0]] = data.draw(st.sampled_from(possible(BY_KEY[left[0]])))
    wanted = {key for document in DOCUMENTS for key in document.questions(Facts(known))}
    for key in interview.needed(all_theories().values(), Facts(known)):
        assert key in wanted or _can_matter(key, known)


# What is not answered yet, as it is where the answer in question counts most.
LONG_AGO = {
    "birth_date": Answer("1960"),
    "learned": Answer("2011"),
    "defendant.acts": Answer(
        [
            cases.act(f"{kind} megaface 2016-06-01 IL")
            for kind in ("capture", "obtain", "disclose", "profit")
        ]
    ),
}


def _can_matter(key, known) -> bool:
    """Whether two answers to it lead to different findings; for time, with an act on record."""
    outcomes = set()
    for answer in possible(BY_KEY[key]):
        facts = Facts(LONG_AGO | known | {key: answer})
        found = [find(theory, facts, on=cases.ON) for theory in all_theories().values()]
        arguments = tuple(finding.limitation and finding.limitation.arguments for finding in found)
        outcomes.add(
            (arguments, tuple(item.truth for finding in found for item in finding.elements))
        )
    return len(outcomes) > 1


@given(st.data())
def test_the_interview_ends_whatever_is_answered(data):
    known = drawn(data)
    for _step in range(len(QUESTIONS) + 1):
        left = interview.needed(all_theories().values(), Facts(known))
        if not left:
            return
        known[left[0]] = data.draw(st.sampled_from(possible(BY_KEY[left[0]])))
    raise AssertionError("the interview goes on for ever")


def test_every_element_cites_and_every_theory_names_its_source():
    for theory in all_theories().values():
        assert theory.citation
        assert theory.source
        assert theory.enforcer in ("person", "letter", "state", "place")
        assert all(element.citation and element.gap for element in theory.elements)


def test_a_changed_word_of_a_theory_changes_its_fingerprint():
    theory = all_theories()["il-bipa"]
    assert replace(theory, period=theory.period + " ").fingerprint() != theory.fingerprint()
    assert replace(theory).fingerprint() == theory.fingerprint()


def test_either_asks_its_next_part_only_when_the_one_before_did_not_settle_it():
    condition = Either(Is("a", "yes"), Is("b", "yes"))
    assert condition.needs(Facts()) == {"a"}
    assert condition.needs(Facts({"a": Answer("no")})) == {"b"}
    assert condition.needs(Facts({"a": Answer("yes")})) == frozenset()
    assert All(Is("a", "yes"), Is("b", "yes")).needs(Facts({"a": Answer("no")})) == frozenset()


def test_documents_need_only_questions_that_exist():
    assert {need.question for document in DOCUMENTS for need in document.needs} <= BY_KEY.keys()


def test_the_glossary_has_each_term_once_and_in_both_languages():
    assert all(term.english and term.spanish and term.meaning for term in GLOSSARY)
    assert len({term.english for term in GLOSSARY}) == len(GLOSSARY)


def test_nobody_typical_is_asked_on_more_than_six_pages():
    counts = [count for _state, by_person in typical.table() for count in by_person.values()]
    assert max(pages for _number, pages in counts) <= 6
    assert typical.questions("IL", "depicted", "self")[:4] == [
        "birth_date",
        "residence",
        "face_visible",
        "taken_in",
    ]
    assert "privacy_history" in typical.questions("CA", "depicted", "self")
    assert "privacy_history" not in typical.questions("IL", "depicted", "self")


def test_each_forum_says_its_own_words():
    assert len({forum.words for forum in FORUMS.values()}) == 3
    assert FORUMS["california"].closing(signed_in_us=False) == FORUMS["california"].words
    assert "laws of the United States" in FORUMS["federal"].closing(signed_in_us=False)


def test_all_of_and_either_of_the_same_parts_are_different_law():
    theory = all_theories()["il-bipa"]
    element = next(element for element in theory.elements if element.key == "tie")
    changed = replace(element, condition=All(*element.condition.parts))
    elements = tuple(changed if item is element else item for item in theory.elements)
    assert replace(theory, elements=elements).fingerprint() != theory.fingerprint()


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        ("2008-11-23", (18, 18)),
        ("2008-11-24", (17, 17)),
        ("2008-11", (17, 18)),
        ("2008", (17, 18)),
        ("2009", (16, 17)),
    ],
)
def test_a_rough_date_of_birth_gives_the_least_and_the_greatest_age(born, expected):
    from datetime import date

    from claims.law.ages import ages

    assert ages(born, date(2026, 11, 23)) == expected
