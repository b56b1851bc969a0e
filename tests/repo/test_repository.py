"""Rules about ourselves."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from claims.matters.models import Matter
from tests.writes import MAY_WRITE

ROOT = Path(__file__).resolve().parents[2]
ROOMS = (
    "vault jobs audit accounts datasets matters intake ownership evidence interview assessment"
    " submission correspondence documents home staff"
).split()
PURE = ("flickr", "law")
KEPT_WELL = {"law": {"holidays"}}  # docs/adr/0016


def sources() -> list[Path]:
    return [*(ROOT / "claims").rglob("*.py"), *(ROOT / "portal").rglob("*.py")]


def imports(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("room", PURE)
def test_the_pure_rooms_import_the_standard_library_only(room):
    for path in (ROOT / "claims" / room).rglob("*.py"):
        for name in imports(path):
            top = name.split(".")[0]
            assert (
                top in sys.stdlib_module_names
                or name.startswith(f"claims.{room}")
                or name in ("claims", "claims.refusals")
                or top in KEPT_WELL.get(room, set())
            ), (path, name)


def test_the_one_import_rule_holds():
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command; lint_imports_command()",
    ]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stdout


def test_format_and_lint_are_clean():
    for arguments in (["format", "--check", "."], ["check", "."]):
        result = subprocess.run(
            [sys.executable, "-m", "ruff", *arguments], cwd=ROOT, capture_output=True, text=True
        )
        assert result.returncode == 0, result.stdout + result.stderr


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


WRITERS = {"bulk_create", "bulk_update", "create", "delete", "get_or_create", "update_or_create"}


def _writes(call):
    """Whether a call is one of Django's that write rows; dict.update and np.save are none."""
    if not isinstance(call.func, ast.Attribute):
        return False
    if call.func.attr in WRITERS:
        return True
    return call.func.attr in ("save", "update") and not call.args


def test_only_actions_write():
    """Outside actions (and what belongs to the framework) no line of a room calls a method that
    writes rows: of a manager, of an instance, of a relation.
    """
    wrong = []
    for room in ROOMS:
        for path in sorted((ROOT / "claims" / room).rglob("*.py")):
            if MAY_WRITE.search(str(path)):
                continue
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and _writes(node):
                    wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert wrong == []


def test_a_write_from_elsewhere_is_refused_at_the_database(ana, at, tmp_path):
    """What the search of the source cannot see: here an instance that a view saves."""
    view = ROOT / "claims" / "home" / "made_up_view.py"
    code = compile("def save(row): row.save()", str(view), "exec")
    space = {}
    exec(code, space)
    with pytest.raises(AssertionError, match=r"made_up_view.py writes accounts_user"):
        space["save"](ana)


def test_templates_are_indented_as_djhtml_does_it():
    command = [sys.executable, "-m", "djhtml", "--tabwidth", "2", "--check", "templates"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert result.returncode == 0, result.stderr


def test_no_line_of_a_template_is_longer_than_120():
    wide = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if len(line) > 120
    ]
    assert wide == []


def test_no_template_marks_text_as_safe_or_carries_inline_style_or_script():
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "|safe" not in text, path
        assert not re.search(r"\sstyle=|\son\w+=", text), path
        if path.name != "print.html":
            assert "<style" not in text, path
        assert "<script>" not in text, path


def test_no_file_is_named_after_nothing():
    banned = {"utils.py", "helpers.py", "services.py", "common.py", "managers.py", "signals.py"}
    assert [path for path in sources() if path.name in banned] == []


def test_no_real_account_stands_in_the_repository():
    """Made-up accounts end in @N99."""
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for name in listed.splitlines():
        path = ROOT / name
        if path.suffix in (".png", ".ico") or not path.exists():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        assert re.findall(r"\d{8,11}@N0[0-8]", text) == [], name


def test_each_dependency_says_why_it_is_there():
    for name in ("requirements.in", "requirements-demo.in"):
        for line in (ROOT / name).read_text().splitlines():
            if "==" in line:
                assert re.search(r"==\S+\s+# \w", line), line


def test_the_readme_names_everything_at_the_top():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    house = text.partition("## The house")[2].partition("```")[2].partition("```")[0]
    command = ["git", "ls-files", "-z"]
    tracked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    names = {path.partition("/")[0] for path in tracked.stdout.split("\0") if path}
    listed = set(re.findall(r"[\w.]+(?=/| )|[\w.]+(?=\n)", house))
    unnamed = {
        name
        for name in names - listed
        if not name.startswith((".", "requirements")) and name != "README.md"
    }
    assert unnamed == set()
    assert all((ROOT / name).is_dir() for name in re.findall(r"(\w+)/ ", house))


def test_a_query_without_an_order_and_a_tie_come_in_any_order(matter):
    assert str(Matter.objects.all().query).endswith("ORDER BY RANDOM() ASC")
    ordered = str(Matter.objects.order_by("name").query)
    assert ordered.endswith('ORDER BY "matters_matter"."name" ASC, RANDOM() ASC')
