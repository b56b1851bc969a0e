"""Counsel's cases, and the rules that hold for every declaration."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claims.law import interview, logic, provenance, texts, typical, windows
from claims.law.authority import Authority, authorities, built_in, parts
from claims.law.documents import DOCUMENTS
from claims.law.findings import find, find_of
from claims.law.forums import FORUMS
from claims.law.glossary import GLOSSARY
from claims.law.logic import All, Answer, Either, Facts, Is, Truth
from claims.law.questions import BY_KEY, QUESTIONS, choices_of
from claims.law.theory import all_jurisdictions, all_theories
from prove import law as proof
from tests.law import cases, mutants, random_law

STORIES = [pytest.param(case, id=f"{case['file']}: {case['story']}") for case in cases.all_cases()]


@pytest.mark.parametrize("case", STORIES)
def test_counsels_story(case):
    assert cases.wrong(case) == []


def test_counsel_has_said_enough_and_each_story_once():
    names = [case["story"] for case in cases.all_cases()]
    assert len(names) >= 300
    assert len(names) == len(set(names))
    told_of = {key for case in cases.all_cases() for key in case.get("expect", {})}
    assert told_of == all_theories().keys()


def test_every_story_has_a_reason_and_a_source_that_the_law_names():
    cited = {row.citation for theory in all_theories().values() for row in theory.authorities()}
    for case in cases.all_cases():
        assert case["why"].endswith("."), case["story"]
        assert set(parts([case["source"]])) <= cited | built_in().keys(), case["source"]


def test_a_changed_rule_is_noticed_by_a_story():
    number, left = mutants.survivors()
    assert number > 1_200
    assert len(left) <= number * 0.03, left


def test_what_is_vague_is_never_later_and_what_is_filled_in_turns_nothing_round():
    assert random_law.run(400) == []


def test_a_period_that_changes_holds_by_the_day_of_the_act_at_both_ends_of_its_range():
    """One year from 2027 on: an act of an uncertain day has the earlier of both ends."""
    rule = all_theories()["il-bipa"].limitation
    five, one = rule.periods[0], replace(rule.periods[0], years=1)
    changed = replace(
        rule,
        periods=(
            replace(five, effective_to=date(2026, 12, 31)),
            replace(one, effective_from=date(2027, 1, 1)),
        ),
    )
    story = {"differs": {"defendant.acts": ["obtain megaface 2026-06-01..2027-06-01 IL"]}}
    view = cases.facts_of(story).of_each_photo()[0]
    result = windows.assess(changed, view, on=date(2027, 7, 1))
    assert (result.last_day, result.status) == (date(2028, 1, 3), "open")


def test_a_theory_is_looked_at_only_while_it_is_in_force():
    facts = cases.facts_of({"differs": {"residence": ["TX"], "uploaded_by": "self"}})
    before = find(facts, law_as_of=date(2025, 12, 31), keys=["tx-503", "in-icdpa"])
    after = find(facts, law_as_of=date(2026, 1, 1), keys=["tx-503", "in-icdpa"])
    assert (before.keys(), after.keys()) == ({"tx-503"}, {"tx-503", "in-icdpa"})
    elements = [
        {item.element.key for item in finding["tx-503"].elements} for finding in (before, after)
    ]
    assert elements[1] - elements[0] == {"not_public_by_self", "not_exempt"}


def test_the_text_of_a_theory_is_read_back_as_it_was_written():
    for jurisdiction in all_jurisdictions():
        for theory in jurisdiction.theories:
            content = json.loads(json.dumps(texts.write(theory)))
            assert texts.read(content) == theory


def test_a_text_with_a_rule_that_is_not_known_is_refused():
    content = texts.write(all_theories()["il-bipa"])
    content["elements"][0]["condition"]["class"] = "Magic"
    with pytest.raises(texts.UnknownText, match="Magic"):
        texts.read(content)


# Of these every statement must carry words from a source that was opened.
QUOTED = ("il-bipa-a", "il-bipa", "il-bipa-c", "il-bipa-d")
TIMED = ("ca-3344", "ca-privacy", "ca-ucl", "ny-51", "wa-mhmda", *QUOTED)


def test_the_sections_of_the_biometric_act_and_the_oaths_were_read_in_their_own_words():
    sections = [f"740 ILCS 14/15({letter})" for letter in "abcd"]
    oaths = [forum.citation for forum in FORUMS.values()]
    assert [row.citation for row in authorities([*sections, *oaths], {}) if not row.is_read] == []


def test_every_rule_of_time_quotes_a_source_that_was_opened_or_says_where_it_was_sought():
    for key in TIMED:
        rows = authorities(all_theories()[key].limitation.citations(), {})
        assert all(row.quote or row.kind == "none" for row in rows), key
        assert all(row.quote for row in rows if row.citation != DISCOVERY), key


DISCOVERY = "a discovery rule under 740 ILCS 14"  # sought, and no authority found


def test_more_than_half_of_all_statements_were_read_and_the_others_say_where_they_were_sought():
    rows = {row.citation: row for theory in all_theories().values() for row in theory.authorities()}
    assert sum(row.is_read for row in rows.values()) > len(rows) / 2
    assert all(row.is_read or row.sought != "not looked for yet" for row in rows.values())


def test_each_group_of_statements_is_counted_by_the_best_source_that_was_opened():
    rows = {(row.title, row.place): row for row in provenance.counts(date(2026, 11, 27), {})}
    assert next(iter(rows)) == (provenance.SECTIONS, "")
    assert [place for title, place in rows if title == provenance.TIME] == [
        "Illinois",
        "California",
        "New York",
        "Texas",
        "Washington",
    ]
    assert rows[provenance.OATHS, ""].total == len(FORUMS)
    assert rows[provenance.TIME, "Texas"].total == 0  # nobody but the state may sue
    assert [row for row in rows.values() if row.title != provenance.REST and row.unread] == []
    rest = rows[provenance.REST, ""]
    assert rest.unread < rest.total / 2


def test_what_counsel_read_at_the_desk_counts_as_read_from_then_on():
    on = date(2026, 11, 27)
    before = provenance.counts(on, {})[-1]
    citation = "Fla. Stat. § 501.702(4)"
    read = Authority(citation, "official", quote="words", address="a volume")
    after = provenance.counts(on, {citation: read})[-1]
    assert (before.unread - after.unread, after.official - before.official) == (1, 1)
    assert before.total == after.total


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
    finding = find_of(
        all_theories()["il-bipa"], Facts({}, ({"face_visible": Answer("back")}, *others))
    )
    assert {item.element.key: item.truth for item in finding.elements}["face"] is expected


VALUES = {
    "yes_no": ["yes", "no"],
    "date": ["2010"],
    "month": ["2010-06"],
    "place": ["IL", "TX", "abroad"],
    "residences": [
        {"places": [{"state": state, "from": "2004", "until": until}], "all": complete}
        for state in ("IL", "CA", "TX", "unsure")
        for until, complete in (("", True), ("", False), ("2012", False))
    ],
    "text": ["x"],
    "long_text": ["x"],
    "address": ["x"],
    "phone": ["+1 312-555-0123"],
}


# A life in which the acts of LONG_AGO fall.
LIFE = {"birth_date": ["1990"], "died_on": ["2017-05"]}


def possible(question) -> list[Answer]:
    """Every kind of answer a person can give to a question."""
    values = (
        LIFE.get(question.key)
        or VALUES.get(question.kind)
        or [choice for choice, _words in choices_of(question)]
    )
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
    "special_status": Answer(["none"]),
    "status_from": Answer("2009"),
    "status_until": Answer("2026-10"),
    "disabled_from": Answer("2005"),
    "died_on": Answer("2017"),
    "dealings": Answer(["none"]),
    "dealings_with": Answer(["facebook"]),
    "earlier_settlement": Answer(["none"]),
    "defendant.acts": Answer(
        [
            cases.act(f"{kind} megaface {day} IL") | {"joined": True}
            for kind in ("capture", "obtain", "disclose", "profit")
            for day in ("2009-06-01", "2016-06-01", "2024-06-03")
        ]
    ),
}


def _can_matter(key, known) -> bool:
    """Whether two answers to it lead to different findings; for time, with an act on record, and
    against one party or another.
    """
    theories = [theory for theory in all_theories().values() if _looks_at(theory, key)]
    parties = [Answer("facebook"), Answer("microsoft")]
    return any(
        _leads_apart(theories, key, known | {"defendant.company": party}) for party in parties
    )


def _looks_at(theory, key) -> bool:
    return any({key} & element.condition.keys() for element in theory.elements)


def _leads_apart(theories, key, known) -> bool:
    outcomes = set()
    for answer in possible(BY_KEY[key]):
        facts = Facts(LONG_AGO | known | {key: answer})
        found = [find_of(theory, facts, on=cases.ON) for theory in theories]
        windows_of = tuple(finding.limitation and finding.limitation.windows for finding in found)
        elements = [item for finding in found for item in finding.elements]
        outcomes.add((windows_of, tuple((item.truth, evidence_of(item)) for item in elements)))
    return len(outcomes) > 1


def evidence_of(item) -> tuple[str, ...]:
    """What is weighed counts by itself, whether or not it decides."""
    is_weighed = isinstance(item.element.condition, logic.Weighed)
    return tuple(fact.bearing for fact in item.facts) if is_weighed else ()


@given(st.data())
def test_the_interview_ends_whatever_is_answered(data):
    known = drawn(data)
    for _step in range(len(QUESTIONS) + 1):
        left = interview.needed(all_theories().values(), Facts(known))
        if not left:
            return
        known[left[0]] = data.draw(st.sampled_from(possible(BY_KEY[left[0]])))
    raise AssertionError("the interview goes on for ever")


def test_every_element_cites_and_every_theory_names_its_law():
    for theory in all_theories().values():
        assert theory.citation
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
    # The words for papers signed abroad or in another state hold at home as well.
    assert "under the laws of the State of California" in FORUMS["california"].words
    assert "under the laws of the United States of America" in FORUMS["federal"].words


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
    from claims.law.ages import ages

    assert ages(born, date(2026, 11, 23)) == expected


def test_the_long_proof_of_the_law_goes_on_where_it_was_stopped():
    rows = [{"seed": 1, "people": 20, "faults": random_law.run(20, 1)}]
    assert (proof.done(rows), proof.faults(rows)) == (20, [])
    assert proof.summary(rows) == "20 random people, 0 faults"
    assert random_law.run(20, 1) == rows[0]["faults"]
