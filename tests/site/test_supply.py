"""What comes from outside: each file by its hash, no secret in what is kept, no script that makes markup or code out of text."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import distributions
from pathlib import Path

import pytest

from tests.site.apart import ROOT

LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([\w.-]+)(\[[\w,]+\])?==(\S+)( ; .*)? \\$", re.MULTILINE)
HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
# Keys of the kinds that are found in repositories, each as its maker writes it; and a long value behind a telling name.
SECRETS = [
    re.compile(pattern)
    for pattern in (
        r"-----BEGIN (?:RSA |EC |OPENSSH |PGP )?PRIVATE KEY", r"\bAKIA[0-9A-Z]{16}\b", r"\bgh[pousr]_\w{36}\b", r"\bxox[abprs]-[\w-]{20,}",
        r"\bsk_live_\w{20,}", r"\bAIza[\w-]{35}\b", r"\beyJ[\w-]{20,}\.eyJ[\w-]{20,}\.[\w-]{20,}", r"\bfw_[\w-]{8}_[\w-]{40,}",
        r"(?i)(?:secret|password|api_?key|token)[\w]*\s*[:=]\s*[\"'][A-Za-z0-9+/_-]{40,}[\"']",
    )
]  # fmt: skip
BINARY = {".png", ".zip", ".woff2", ".ico", ".gz"}


def named(text: str) -> str:
    return re.sub(r"[-_.]+", "-", text).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_each_package_is_pinned_with_its_hashes(lock):
    """S93: and pip is told to insist on them."""
    text = (ROOT / lock).read_text()
    packages = [block for block in re.split(r"\n(?=\S)", text) if not block.startswith("#")]
    assert len(packages) > 20
    assert [block for block in packages if not PINNED.match(f"{block.splitlines()[0]}") or not HASH.search(block)] == []
    installs = re.findall(r"pip install .*", (ROOT / "Makefile").read_text())
    assert installs
    assert all("--require-hashes" in line for line in installs)


def test_one_byte_changed_is_refused(tmp_path):
    """S93: a wheel made here, asked for by another hash."""
    wheel = tmp_path / "harmless-1.0-py3-none-any.whl"
    wheel.write_bytes(b"PK\x05\x06" + b"\0" * 18)
    (tmp_path / "asked.txt").write_text(f"{wheel.as_uri()} --hash=sha256:{'0' * 64}\n")
    command = [str(ROOT / ".venv/bin/pip"), "install", "--require-hashes", "--no-index", "--dry-run", "-r", str(tmp_path / "asked.txt")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "DO NOT MATCH THE HASHES" in done.stderr


def test_everything_that_is_asked_for_is_locked():
    """S92: the list of what is built in, each with its version."""
    locked = {named(found[1]): found[3] for lock in LOCKS for found in PINNED.finditer((ROOT / lock).read_text())}
    wanted = re.findall(
        r"^([\w.-]+)(?:\[[\w,-]+\])?==([\w.]+)", "\n".join((ROOT / f"{Path(lock).stem}.txt").read_text() for lock in LOCKS), re.M
    )
    assert len(wanted) > 20
    assert [(name, version) for name, version in wanted if locked.get(named(name)) != version] == []
    here = {named(found.metadata["Name"]): found.version for found in distributions()}
    assert [(name, here[name], version) for name, version in locked.items() if name in here and here[name] != version] == []


def secrets_in(text: str) -> list[str]:
    return [found[0][:60] for pattern in SECRETS for found in pattern.finditer(text)]


def test_no_secret_is_kept_here_or_ever_was():
    """S95: in the files, and in every line that any commit added. A tree without its history (an archive) has only the first."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split("\0")
    files = [path for path in listed if path and Path(path).suffix not in BINARY and (ROOT / path).is_file()]
    assert len(files) > 500
    assert [(path, found) for path in files if (found := secrets_in((ROOT / path).read_text("utf-8", "replace")))] == []
    told = subprocess.run(["git", "log", "--all", "-p", "--no-color", "--format=%h"], cwd=ROOT, capture_output=True, check=True).stdout
    assert secrets_in(told.decode("utf-8", "replace")) == []


@pytest.mark.parametrize(
    "kept", ["AKIA" + "A" * 16, "ghp_" + "a1" * 18, 'SECRET_KEY = "' + "k3y" * 20 + '"', "-----BEGIN " + "PRIVATE KEY-----"]
)
def test_a_secret_would_be_seen(kept):
    """S95"""
    assert secrets_in(kept)


# A way from text to markup or code; ours make elements.
NEVER = re.compile(
    r"\b(innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|new Function|setTimeout\(\s*[\"'`]|createContextualFragment)"
)
# Markup that our own templates made, escaped there: the cards kept for search, and what stood on the page before it.
MAY = {("finder.js", "innerHTML"), ("results.js", "innerHTML")}


def test_no_script_of_ours_makes_markup_or_code_out_of_text():
    """S56"""
    scripts = sorted((ROOT / "static" / "js").glob("**/*.js"))
    assert len(scripts) > 20
    assert {(path.name, found[0]) for path in scripts for found in NEVER.finditer(path.read_text("utf-8"))} == MAY
    assert NEVER.search("box.innerHTML = words")
