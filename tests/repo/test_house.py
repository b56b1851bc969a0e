"""What the rooms of a claim may know of each other."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from statistics import median

from django.apps import apps

from claims.intake import registers
from claims.intake.models import Claim
from claims.intake.status import MOVES

ROOT = Path(__file__).resolve().parents[2]
# From right to left, as in `claims/__init__.py`.
ROOMS = (
    "vault jobs audit accounts datasets matters intake ownership evidence interview assessment"
    " submission correspondence documents home staff"
).split()


def room_of(table):
    return table.__module__.split(".")[1]


def tables():
    return [table for table in apps.get_models() if table.__module__.startswith("claims.")]


def names_from_the_left(room: str) -> set[str]:
    """Reverse names on the tables that this room may import, made by rooms that it may not."""
    place = ROOMS.index(room)
    names = set()
    for table in tables():
        for field in table._meta.related_objects:
            owner = field.related_model
            if room_of(owner) in ROOMS[place + 1 :] and room_of(table) in ROOMS[: place + 1]:
                names.add(field.get_accessor_name())
    return names


def looks_up(argument: str, names: set[str]) -> bool:
    """`answers__question` follows a relation; `claims=7` is a column of the same name."""
    first, _, rest = argument.partition("__")
    return bool(rest) and first in names


def test_no_room_reads_a_relation_that_comes_from_its_left():
    assert {"claims", "flickr_accounts"} <= names_from_the_left("accounts")
    assert {"submissions", "answers", "uploads", "notes"} <= names_from_the_left("intake")
    wrong = []
    for room in ROOMS:
        names = names_from_the_left(room)
        for path in sorted((ROOT / "claims" / room).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Attribute) and node.attr in names:
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno} {ast.unparse(node)}")
                if isinstance(node, ast.keyword) and looks_up(node.arg or "", names):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.value.lineno} {node.arg}")
    assert wrong == []


def of_a_claim(table, seen=()) -> bool:
    """Whether the table's rows belong to a claim, over however many foreign keys."""
    if table is Claim:
        return True
    parents = [field.related_model for field in table._meta.fields if field.is_relation]
    return any(of_a_claim(parent, (*seen, table)) for parent in parents if parent not in seen)


def test_erasure_reaches_every_table_of_a_claim():
    missing = {table for table in tables() if of_a_claim(table)} - registers.tables()
    assert missing == set(), "say in <room>/erasure.py what erasing a claim does to these"


def test_every_guard_of_the_status_table_is_registered_and_none_beside_it():
    named = {guard.name for move in MOVES for guard in move.guards}
    assert named == registers.guards()


COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
ONE_MORE = (ast.If, ast.For, ast.While, ast.ExceptHandler, ast.IfExp, ast.match_case)


def _branches(function):
    """Ways through a function, and one: each condition counts, also in a comprehension."""
    count = 1
    for node in ast.walk(function):
        if isinstance(node, ONE_MORE):
            count += 1
        elif isinstance(node, ast.BoolOp):
            count += len(node.values) - 1
        elif isinstance(node, ast.comprehension):
            count += 1 + len(node.ifs)
    return count


def _nodes(kinds):
    for top in ("claims", "portal", "bench"):
        for path in sorted(Path(top).rglob("*.py")):
            if "migrations" in path.parts:
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, kinds):
                    yield f"{path}:{node.lineno}", node


def test_no_function_has_more_than_ten_branches_or_fifty_lines():
    too_much = [
        f"{place} {function.name}"
        for place, function in _nodes((ast.FunctionDef, ast.AsyncFunctionDef))
        if _branches(function) > 10 or function.end_lineno - function.lineno >= 50
    ]
    assert too_much == []


def test_half_of_the_functions_have_a_branch_in_four_lines_at_most():
    """Short and dense is no better than long: what is read is the density."""
    ratios = []
    for place, function in _nodes((ast.FunctionDef, ast.AsyncFunctionDef)):
        lines = function.end_lineno - function.lineno + 1
        if lines >= 8 and not place.startswith("bench"):
            ratios.append(_branches(function) / lines)
    assert median(ratios) <= 0.25


PARTICIPLES = set("found said held wanted known asked made given shown still taken one".split())


def test_locals_are_nouns():
    stored = [
        f"{place} {name.id}"
        for place, name in _nodes(ast.Name)
        if isinstance(name.ctx, ast.Store) and name.id in PARTICIPLES
    ]
    assert stored == []


def test_no_comprehension_holds_another():
    nested = [
        place
        for place, node in _nodes(COMPREHENSIONS)
        if sum(isinstance(below, COMPREHENSIONS) for below in ast.walk(node)) > 1
    ]
    assert nested == []


def test_no_conditional_expression_holds_another():
    chained = [
        place
        for place, node in _nodes(ast.IfExp)
        if sum(isinstance(below, ast.IfExp) for below in ast.walk(node)) > 1
    ]
    assert chained == []


def test_every_rule_of_the_style_sheet_stands_in_a_layer_one_declaration_a_line():
    lines = Path("portal/static/portal/standing.css").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.count(";") > 1] == []
    openings = [line for line in lines if line.endswith("{") and not line.startswith(" ")]
    assert openings == [
        "@font-face {",
        "@layer tokens {",
        "@layer elements {",
        "@layer components {",
        "@layer pages {",
        "@layer print {",
    ]


def test_spaces_and_sizes_of_text_come_from_their_scales():
    css = Path("portal/static/portal/standing.css").read_text(encoding="utf-8")
    spaces = re.findall(r"\n\s+((?:margin|padding|gap)[a-z-]*: [^;]*;)", css)
    sizes = re.findall(r"\n\s+(font-size: [^;]*;)", css)
    loose = [text for text in [*spaces, *sizes] if re.search(r"\d(rem|em|px)", text)]
    # What is hidden from sight alone; the labels of a drawing, in the drawing's own units.
    assert loose == ["margin: -1px;", "font-size: 11px;"]
