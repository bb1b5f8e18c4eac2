"""What stands in deploy/ and in the guides is true: names, commands, files, addresses and sizes are those of the code."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
import yaml
from django.core.management import get_commands
from django.urls import Resolver404, resolve

from accounts.roster.table import LARGEST

ROOT = Path(__file__).resolve().parents[2]
PARTS = sorted(path for path in (ROOT / "deploy").iterdir() if path.is_file())
GUIDES = [ROOT / "docs" / name for name in ("production.md", "runbook.md")]
SETTINGS = set(re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))
OTHERS = {"HSTS", "JSON", "PATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED", "EMAIL"}  # in capitals, and no setting
both = pytest.mark.parametrize("path", [*PARTS, *GUIDES], ids=lambda path: path.name)


def docs(name: str) -> list[dict]:
    return list(yaml.safe_load_all((ROOT / "deploy" / name).read_text()))


@both
def test_every_command_named_is_one(path: Path):
    named = set(re.findall(r"manage\.py ([a-z_]+)", path.read_text())) | set(re.findall(r"floorwalk-clock@([a-z_]+)", path.read_text()))
    assert named <= get_commands().keys()


@both
def test_every_setting_named_is_one(path: Path):
    said = set(re.findall(r"(?<![\w.{$/])([A-Z]{3,}_?[A-Z_]*)(?:=|:\s)", path.read_text()))
    written = {word for word in said if "_" in word or word in SETTINGS}
    assert {word if word in SETTINGS else word.removesuffix("_FILE") for word in written} - SETTINGS - OTHERS <= {
        "POSTGRES_USER",
        "POSTGRES_DB",
        "POSTGRES_PASSWORD",
    }


@both
def test_every_file_named_is_there(path: Path):
    named = re.findall(r"\b(deploy/[\w@.-]+\w|docs/[\w/.-]+\w|requirements\.\w+|config/\w+\.py)", path.read_text())
    assert [one for one in named if not one.startswith("deploy/secrets") and not list(ROOT.glob(f"{one}*"))] == []


@both
def test_every_address_named_is_one(path: Path):
    lost = []
    for address in re.findall(r"`?(/(?:healthz|readyz|metrics|people/|programme/|exports/|waiting/|admin/)[\w/]*)", path.read_text()):
        try:
            resolve(address)
        except Resolver404:
            lost.append(address)
    assert lost == []


def test_the_image_has_the_python_of_everything_else():
    assert set(re.findall(r"^FROM python:([\d.]+)", (ROOT / "deploy" / "Dockerfile").read_text(), re.MULTILINE)) == {"3.11"}
    assert "python3.11" in (ROOT / "Makefile").read_text()


def test_nothing_of_ours_lies_in_the_image_by_mistake():
    left_out = (ROOT / ".dockerignore").read_text().split()
    assert {".git", ".env", "var", "deploy/secrets", "tests"} <= set(left_out)
    assert not {"static", "templates", "fixtures", "deploy"} & set(left_out)


def test_services_wait_for_what_they_need():
    compose = docs("compose.yaml")[0]
    for name in ("web", "clock"):
        service = compose["services"][name]
        assert service["depends_on"]["prepare"]["condition"] == "service_completed_successfully"
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
    assert all(said["file"].startswith("secrets/") for said in compose["secrets"].values())


def test_replicas_are_asked_whether_they_are_ready_and_given_time_to_finish():
    deployment = next(one for one in docs("kubernetes.yaml") if one["kind"] == "Deployment")["spec"]
    pod = deployment["template"]["spec"]
    web = pod["containers"][0]
    assert (web["livenessProbe"]["httpGet"]["path"], web["readinessProbe"]["httpGet"]["path"]) == ("/healthz", "/readyz")
    graceful = int(re.search(r"graceful_timeout = (\d+)", (ROOT / "config" / "gunicorn.py").read_text())[1])
    assert pod["terminationGracePeriodSeconds"] > graceful + 5
    assert deployment["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    unit = (ROOT / "deploy" / "floorwalk@.service").read_text()
    assert int(re.search(r"TimeoutStopSec=(\d+)", unit)[1]) > graceful


def test_the_proxy_takes_what_the_app_takes_and_trusts_no_visitor():
    nginx = (ROOT / "deploy" / "nginx.conf").read_text()
    assert int(re.search(r"client_max_body_size (\d+)m", nginx)[1]) * 1_000_000 > LARGEST
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in nginx
    assert "non_idempotent" not in nginx, "a POST would be sent twice"


def test_the_clock_is_a_script_that_a_plain_shell_reads():
    assert subprocess.run(["sh", "-n", ROOT / "deploy" / "clock.sh"], check=False).returncode == 0
