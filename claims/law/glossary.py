"""The words of the law that a claimant meets, explained in plain words, with the Spanish term that
we always use.

The Spanish catalogue is held against it (tests/law/test_glossary.py); counsel reviews both
languages here.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.words import _


@dataclass(frozen=True)
class Term:
    """`spanish`: the one translation of `english` in this site.

    `meaning` is translated where it is shown.
    """

    key: str
    english: str
    spanish: str
    meaning: str


GLOSSARY: tuple[Term, ...] = (
    Term(
        "claim",
        "claim",
        "reclamación",
        _("What you ask for because the law gives you a right to it."),
    ),
    Term("claimant", "claimant", "reclamante", _("The person who makes a claim.")),
    Term("counsel", "counsel", "abogado", _("The lawyer who works on a case.")),
    Term(
        "declaration",
        "declaration",
        "declaración jurada",
        _("A paper in which you say what is true and sign it."),
    ),
    Term(
        "perjury",
        "penalty of perjury",
        "pena de perjurio",
        _(
            "If you sign a paper “under penalty of perjury” and say something false on "
            "purpose, that is a crime."
        ),
    ),
    Term("exhibit", "exhibit", "anexo", _("A numbered paper that is shown to a court.")),
    Term(
        "dataset",
        "dataset",
        "conjunto de datos",
        _("A list of photos that people use to train or test computers."),
    ),
    Term(
        "face_geometry",
        "face geometry",
        "geometría facial",
        _("Numbers that a computer takes from a face, such as how far apart the eyes are."),
    ),
    Term(
        "biometric",
        "biometric",
        "biométrico",
        _(
            "About the body: a face, a finger, or a voice, measured so that a computer can "
            "tell who someone is."
        ),
    ),
    Term(
        "guardian",
        "guardian",
        "tutor",
        _("An adult that a court has put in charge of another person."),
    ),
    Term(
        "estate",
        "estate",
        "sucesión",
        _(
            "What a person leaves behind when they die, including their rights. An executor"
            " takes care of it."
        ),
    ),
    Term(
        "executor",
        "executor",
        "albacea",
        _("The person who takes care of what someone left behind when they died."),
    ),
    Term(
        "release",
        "written release",
        "autorización por escrito",
        _("A paper in which someone agrees to something."),
    ),
    Term(
        "settlement",
        "settlement",
        "acuerdo",
        _("An agreement that ends a lawsuit. It can give up some rights."),
    ),
    Term(
        "class_action",
        "class action",
        "demanda colectiva",
        _(
            "One lawsuit in which a few people stand in for many others who had the same "
            "thing happen to them."
        ),
    ),
    Term(
        "class_representative",
        "class representative",
        "representante de la clase",
        _("A person who stands in for all the others in a class action."),
    ),
    Term(
        "arbitration",
        "arbitration",
        "arbitraje",
        _("A private judge decides instead of a court. The terms of an app can call for it."),
    ),
    Term("licence", "license", "licencia", _("The rules for how others may use your photo.")),
    Term(
        "creative_commons",
        "Creative Commons",
        "Creative Commons",
        _("A set of ready-made licenses. On Flickr you could choose one for each photo."),
    ),
    Term("upload", "upload", "subir", _("To put a photo on a website.")),
    Term(
        "conflict_check",
        "conflict check",
        "verificación de conflictos",
        _("When a law firm checks if it already works for someone on the other side."),
    ),
    Term(
        "engagement",
        "engagement agreement",
        "contrato de servicios legales",
        _(
            "The paper that makes the firm your lawyer. The firm is not your lawyer "
            "until you and the firm both sign it."
        ),
    ),
    Term(
        "time_limit",
        "time limit",
        "plazo legal",
        _("The law gives you only so much time to go to court. This site doesn’t stop that clock."),
    ),
    Term(
        "litigation_hold",
        "litigation hold",
        "orden de conservación",
        _("A rule that nothing may be erased, because a court may need it."),
    ),
    Term(
        "flickr_id",
        "Flickr account ID",
        "identificador de la cuenta de Flickr",
        _("A Flickr account’s own number, which doesn’t change. It looks like 12345678@N99."),
    ),
    Term(
        "attorney_general",
        "attorney general",
        "fiscal general",
        _("A state’s lawyer, who can act for everyone in the state."),
    ),
    Term(
        "copyright",
        "copyright",
        "derechos de autor",
        _("The right that belongs to the person who took a photo."),
    ),
)

BY_KEY = {term.key: term for term in GLOSSARY}
if len(BY_KEY) != len(GLOSSARY):
    raise ValueError("two terms in claims/law/glossary.py have the same key")
