"""Turns of phrase on which a native reader stumbles stand in no text that a claimant sees."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# Texts for staff, for programs, and the words of papers that lawyers file.
APART = ("staff", "documents", "ui_kit", "interface")
ROOMS = "accounts evidence flickr home intake interview ownership correspondence".split()
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext", "translate"}
WORN = """
    makes no lawyer | makes nobody | files nothing | stands in th | stand in such | stands there |
    stands here | stands under | index we hold | no row in | upstream only | not checkable |
    taken into | came near | comes near | gives the page | give the page | cannot be turned into |
    is no picture | is no proof | is no lawsuit | is no claim | names no | holds no |
    somebody of the | licence | favourite | recognise | colour | e-mail | whilst | amongst |
    mobile phone | post code | tick the | tick it | look into your mailbox | any more | saved anew |
    by whom | kindly | hereby | herein | pursuant to | in order to | prior to | utilize |
    do not hesitate | please be advised | at this point in time | eligible | entitled | guarantee |
    you qualify | you may be owed | this field is required | an error occurred | invalid
"""
PHRASES = [" ".join(phrase.split()) for phrase in WORN.split("|")]


def templates() -> list[Path]:
    return [
        path
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.suffix in (".html", ".txt") and not set(APART) & {*path.parts, path.stem}
    ]


def text_of_template(path: Path) -> str:
    """What of it is read: no comment, no tag of the template's, no attribute of an address."""
    text = re.sub(
        r"\{#.*?#\}|\{% comment %\}.*?\{% endcomment %\}", " ", path.read_text(), flags=re.S
    )
    marked = re.findall(r"\{% translate [\"'](.*?)[\"']", text)
    blocks = re.findall(r"\{% blocktranslate.*?%\}(.*?)\{% endblocktranslate %\}", text, re.S)
    return " ".join(" ".join([*marked, *blocks]).split())


def texts_of_code(path: Path) -> str:
    """The marked strings."""
    parts = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in MARKS:
            parts += [arg.value for arg in node.args if isinstance(arg, ast.Constant)]
    return " ".join(str(part) for part in parts)


def sources() -> dict[str, str]:
    code = [path for room in ROOMS for path in sorted((ROOT / "claims" / room).rglob("*.py"))]
    code += [ROOT / "claims" / "law" / name for name in ("questions.py", "consistency.py")]
    code += [ROOT / "claims" / "datasets" / name for name in ("words.py", "forms.py")]
    texts = {str(path): texts_of_code(path) for path in code if "migrations" not in path.parts}
    return texts | {str(path): text_of_template(path) for path in templates()}


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_text_for_claimants_has_a_worn_or_foreign_turn(phrase):
    word = re.compile(rf"\b{re.escape(phrase)}", re.IGNORECASE)
    places = {path: word.search(text) for path, text in sources().items()}
    assert [path for path, match in places.items() if match] == []


def test_the_texts_are_really_read():
    texts = sources()
    assert len(texts) > 150
    everything = " ".join(texts.values())
    for words in ("Paste a link to a Flickr photo", "Where have you lived since 2004?", "Not sure"):
        assert words in everything
