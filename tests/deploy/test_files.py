"""The files of deploy/ are ones that their own programs read, and name what there is."""

from __future__ import annotations

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
PROGRAMS = Path(sys.executable).parent


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, timeout=60, **options)


def new_environment(folder):
    script = DEPLOY / "new_environment.py"
    return run(sys.executable, script, folder, "--host", "claims.firm.example")


def program(name):
    return shutil.which(name) or pytest.skip(f"{name} is not installed")


def services():
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]


def test_the_image_is_written_as_hadolint_wants_it():
    result = run(PROGRAMS / "hadolint", "--no-color", DEPLOY / "Containerfile")
    assert (result.returncode, result.stdout) == (0, "")


def test_compose_reads_its_file_with_the_environment_that_is_written_for_it(tmp_path):
    compose = program("docker-compose")
    shutil.copytree(DEPLOY, tmp_path / "deploy")
    new_environment(tmp_path / "deploy")
    places = {"STANDING_HOST": "claims.firm.example", "PATH": os.environ["PATH"]}
    places |= {"STANDING_BACKUPS": "/srv/a", "STANDING_KEY_BACKUPS": "/srv/b"}
    result = run(compose, "config", cwd=tmp_path / "deploy", env=places)
    assert result.returncode == 0, result.stderr
    read = yaml.safe_load(result.stdout)["services"]
    assert read["web"]["environment"]["STANDING_FIRM_NAME"] == "Example & Partners"
    assert read["web"]["environment"]["STANDING_SITE_URL"] == "https://claims.firm.example"
    assert "STANDING_OWNER_DATABASE_URL" not in read["web"]["environment"]
    assert "STANDING_OWNER_DATABASE_URL" in read["prepare"]["environment"]


def test_each_container_of_ours_runs_a_command_that_there_is_and_only_the_proxy_is_reached():
    ours = {name: row for name, row in services().items() if row.get("image") == "standing"}
    assert set(ours) == {"web", "worker", "beat", "archive", "prepare", "backup", "manage"}
    assert {row["command"][0] for row in ours.values()} <= set(get_commands())
    assert [name for name, row in services().items() if "ports" in row] == ["proxy"]


def test_units_are_ones_that_systemd_reads(tmp_path):
    verify = program("systemd-analyze")
    python = sys.executable
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text(encoding="utf-8")
        text = text.replace("/opt/standing/.venv/bin/python", python).replace("/opt/standing", "/")
        (tmp_path / path.name).write_text(text.replace("User=standing", "User=daemon"))
    result = run(verify, "verify", *sorted(tmp_path.iterdir()))
    ours = [row for row in result.stderr.splitlines() if "standing" in row]
    assert ours == []


def test_each_unit_runs_a_command_that_there_is_and_the_target_names_units_that_there_are():
    text = "".join(path.read_text(encoding="utf-8") for path in DEPLOY.glob("systemd/*"))
    commands = re.findall(
        r"^ExecStart=/opt/standing/\.venv/bin/python manage\.py (\w+)", text, re.M
    )
    assert sorted(commands) == ["archive", "backup", "beat", "doctor", "web", "worker"]
    target = (DEPLOY / "systemd" / "standing.target").read_text(encoding="utf-8")
    for name in re.findall(r"standing-\S+", target):
        assert (DEPLOY / "systemd" / re.sub(r"@\w+", "@", name)).is_file()


def test_the_firewalls_rules_are_ones_that_it_reads():
    result = run(program("nft"), "--check", "--file", DEPLOY / "nftables.conf")
    if "not permitted" in result.stderr:
        pytest.skip("reading rules takes root")
    assert (result.returncode, result.stderr) == (0, "")


def test_an_environment_is_written_once_with_new_secrets_for_its_owner_alone(tmp_path):
    first = new_environment(tmp_path / "one")
    assert first.returncode == 0, first.stderr
    texts = {path.name: path.read_text() for path in (tmp_path / "one").iterdir()}
    names = ["backup.env", "cache.env", "database.env", "owner.env", "standing.env"]
    assert sorted(texts) == names
    for path in (tmp_path / "one").iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert ":password@localhost" not in "".join(texts.values())
    assert '=""' not in texts["standing.env"].replace('# STANDING_FLICKR_KEY=""', "").replace(
        '# STANDING_FLICKR_SECRET=""', ""
    )
    password = re.search(r'SITE_PASSWORD="(.+)"', texts["database.env"])[1]
    assert f"standing:{password}@localhost" in texts["standing.env"]
    again = new_environment(tmp_path / "one")
    assert (again.returncode, again.stdout) == (1, "")
    assert "would be overwritten. Nothing was written." in again.stderr
    assert {path.name: path.read_text() for path in (tmp_path / "one").iterdir()} == texts
    new_environment(tmp_path / "two")
    for name, text in texts.items():
        assert (tmp_path / "two" / name).read_text() != text
