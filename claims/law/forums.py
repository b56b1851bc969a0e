"""The words that make a statement a declaration, chosen by the forum of use and not by residence,
and such that they hold wherever the paper is signed.
"""

from __future__ import annotations

from dataclasses import dataclass

from claims.law.words import _


@dataclass(frozen=True)
class Forum:
    """`marks_belief`: each statement says whether it stands on own knowledge or on information and
    belief. `states_place`: the place of signing is printed.
    """

    key: str
    name: str
    citation: str
    words: str
    marks_belief: bool = False
    states_place: bool = False


FEDERAL = Forum(
    key="federal",
    name="United States District Court",
    citation="28 U.S.C. § 1746",
    # The form for papers that are signed abroad holds at home as well.
    words=_(
        "I declare under penalty of perjury under the laws of the United States of America that the"
        " foregoing is true and correct."
    ),
)
_ILLINOIS_WORDS = _(
    "Under penalties as provided by law pursuant to Section 1-109 of the Code of Civil Procedure, "
    "the undersigned certifies that the statements set forth in this instrument are true and "
    "correct, except as to matters therein stated to be on information and belief and as to such "
    "matters the undersigned certifies as aforesaid that he verily believes the same to be true."
)
ILLINOIS = Forum(
    key="illinois",
    name="Circuit Court of Illinois",
    citation="735 ILCS 5/1-109",
    words=_ILLINOIS_WORDS,
    marks_belief=True,
)
_CALIFORNIA_WORDS = _(
    "I declare under penalty of perjury under the laws of the State of California that the "
    "foregoing is true and correct."
)
# Printed in this form always: signed outside the state without "under the laws of the State of
# California" the paper is inadmissible (Kulshrestha v. First Union Commercial Corp., 33 Cal. 4th
# 601).
CALIFORNIA = Forum(
    key="california",
    name="Superior Court of California",
    citation="Cal. Code Civ. Proc. § 2015.5",
    words=_CALIFORNIA_WORDS,
    states_place=True,
)
FORUMS = {forum.key: forum for forum in (FEDERAL, ILLINOIS, CALIFORNIA)}
