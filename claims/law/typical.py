"""How many questions typical people are asked, by state, and what is left for one of them: the
burden of the interview, counted and not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable

from claims.law import interview
from claims.law.logic import Answer, Facts
from claims.law.places import STATES
from claims.law.questions import BY_KEY, Question
from claims.law.theory import Theory, all_jurisdictions, all_theories

# Who they are to the photo, and whom the claim is for.
PEOPLE = {
    "uploader": ("took", "self"),
    "depicted adult": ("depicted", "self"),
    "parent, of a child": ("depicted", "child"),
}
ANSWERS = {
    "face_visible": "clear",
    "privacy_history": "always_public",
    "name_links": ["caption"],
    "advertising_use": "no",
    "written_release": "no",
    "disclosure_consent": "no",
    "ad_release": "no",
    "uploaded_by": "self",
    "licence_at_upload": "by",
    "licence_changed": "no",
    "registered": "no",
    "removal_asked": "no",
    "account_in_control": "yes",
    "class_rep": "no",
    "language": "en",
    "evidence_held": ["none"],
    "earlier_settlement": ["none"],
    "dealings": ["none"],
    "special_status": ["none"],
    "other_parent": "agrees",
}
BY_KIND = {"date": "2010", "month": "2010-06"} | dict.fromkeys(
    ("text", "long_text", "address", "phone"), ""
)


def questions(state: str, capacity: str, subject: str) -> list[str]:
    """Keys of the questions asked of someone who has always lived in this state, all theories
    signed off, in order.

    The conflict screen, roles, photos and who is who come before these.
    """
    facts = {"capacity": Answer(capacity), "subject": Answer(subject)}
    places = {"places": [{"state": state, "from": "2004", "until": ""}], "all": True}
    answers = ANSWERS | {"residence": places, "taken_in": state, "uploaded_in": state}
    keys: list[str] = []
    while needed := interview.needed(all_theories().values(), Facts(facts)):
        key = needed[0]
        keys.append(key)
        value = answers[key] if key in answers else BY_KIND[BY_KEY[key].kind]
        facts[key] = Answer(value)
    return keys


WORDS_A_MINUTE = 200
SECONDS_A_CHOICE = 8
SECONDS_TYPED = 20
WORDS_BESIDE = 6  # "Not sure," "Rather not say" and the like
# Besides what is typed: month and day, or the state and that these are all; and how sure it is.
CHOICES_BESIDE = {"date": 3, "residences": 3}
CHOSEN = frozenset({"yes_no", "choice", "many", "place"})


def rest(theories: Iterable[Theory], facts: Facts) -> list[str]:
    """The questions still to be asked of one person who goes on as most people do, each as often as
    it has photos to be asked of.
    """
    answers = dict(facts.answers)
    photos = [dict(photo) for photo in facts.photos]
    for photo in photos:
        photo.setdefault("capacity", Answer("depicted"))
    keys: list[str] = []
    while needed := _new(interview.needed(theories, Facts(answers, tuple(photos))), keys):
        for key in needed:
            keys += [key] * _answer(key, answers, photos)
    return keys


def _new(needed: list[str], earlier: list[str]) -> list[str]:
    return [key for key in needed if key not in earlier]


def _answer(key: str, answers: dict[str, Answer], photos: list[dict[str, Answer]]) -> int:
    """Answer as most people do. Returns in how many places it was open, one at least."""
    about = photos if BY_KEY[key].scope == "photo" else [answers]
    unanswered = [place for place in about if key not in place]
    for place in unanswered:
        place[key] = _usual(key)
    return max(1, len(unanswered))


def _usual(key: str) -> Answer:
    if key == "residence":
        return Answer({"places": [{"state": "IL", "from": "2004", "until": ""}], "all": True})
    if key in ("taken_in", "uploaded_in"):
        return Answer(None, "unsure")
    return Answer(ANSWERS.get(key, BY_KIND.get(BY_KEY[key].kind, "")))


def seconds(question: Question) -> float:
    """To read a question and to answer it, and to say how sure that is where it is asked."""
    texts = [question.text, question.help, *(words for _value, words in question.choices)]
    words = sum(len(text.split()) for text in texts) + WORDS_BESIDE
    doing = SECONDS_A_CHOICE if question.kind in CHOSEN else SECONDS_TYPED
    doing += SECONDS_A_CHOICE * (CHOICES_BESIDE.get(question.kind, 0) + question.has_basis)
    return words / WORDS_A_MINUTE * 60 + doing


def table() -> list[tuple[str, dict[str, tuple[int, int]]]]:
    """(state, who -> (questions, pages of them)) for every state that has a law here, and one that
    has none.
    """
    places = [jurisdiction.key for jurisdiction in all_jurisdictions()]
    states = [place for place in places if place in STATES]
    return [(state, _row(state)) for state in [*states, "OH"]]


def _row(state: str) -> dict[str, tuple[int, int]]:
    return {who: _counted(questions(state, *what)) for who, what in PEOPLE.items()}


def _counted(asked: list[str]) -> tuple[int, int]:
    return len(asked), len({BY_KEY[key].page for key in asked})
