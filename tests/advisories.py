"""`make advisories`: whether a flaw is known in anything that is locked here. `make sbom`: the list of it all, as CycloneDX.

It asks a source that speaks as osv.dev does, or a mirror of it (`ADVISORIES=https://mirror.example`). An old Django with known flaws
is asked about as well: a source that knows none of those has looked at nothing, and that is a failure, as is one that does not answer.
"""

from __future__ import annotations

import json
import os
import re
import sys
import urllib.request
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LOCKS = ("requirements.lock", "requirements-dev.lock")
PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,]+\])?==([^\s;]+)", re.MULTILINE)
SOURCE, FLAWED = "https://api.osv.dev", ("django", "3.2.0")
PATIENCE = 30  # seconds

Package = tuple[str, str]  # name, version


class NothingAudited(Exception):
    """Said with why: nobody knows any better than before."""


def locked(root: Path = ROOT, locks: tuple[str, ...] = LOCKS) -> list[Package]:
    found = {
        (re.sub(r"[-_.]+", "-", name).lower(), version) for lock in locks for name, version in PINNED.findall((root / lock).read_text())
    }
    return sorted(found)


def known(source: str, packages: list[Package]) -> dict[Package, list[str]]:
    """By package, the flaws that the source knows of: none for most."""
    asked = [FLAWED, *packages]
    queries = [{"package": {"ecosystem": "PyPI", "name": name}, "version": version} for name, version in asked]
    request = urllib.request.Request(
        f"{source.rstrip('/')}/v1/querybatch", json.dumps({"queries": queries}).encode(), {"Content-Type": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            results: list[dict[str, Any]] = json.load(answer)["results"]
            said = {package: [flaw["id"] for flaw in one.get("vulns", ())] for package, one in zip(asked, results, strict=True)}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NothingAudited(f"{source} gave no answer that can be read ({type(error).__name__}: {error})") from error
    if not said.pop(FLAWED):
        raise NothingAudited(f"{source} knows of no flaw in {' '.join(FLAWED)}, which has many")
    return said


def bill(packages: list[Package]) -> dict[str, Any]:
    """What it is built of, in CycloneDX 1.5."""
    parts = [
        {"type": "library", "bom-ref": f"pkg:pypi/{name}@{version}", "name": name, "version": version, "purl": f"pkg:pypi/{name}@{version}"}
        for name, version in packages
    ]
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": parts}


def main(arguments: list[str]) -> int:
    if arguments == ["sbom"]:
        sys.stdout.write(json.dumps(bill(locked(locks=LOCKS[:1])), indent=1) + "\n")
        return 0
    packages = locked()
    try:
        said = known(os.environ.get("ADVISORIES") or SOURCE, packages)
    except NothingAudited as why:
        sys.stderr.write(f"Nothing was audited: {why}. Set ADVISORIES to a source that can be reached.\n")
        return 2
    flawed = {package: flaws for package, flaws in said.items() if flaws}
    for (name, version), flaws in flawed.items():
        sys.stdout.write(f"{name} {version}: {', '.join(flaws)}\n")
    sys.stdout.write(f"{len(packages)} packages looked up, {len(flawed)} with a known flaw.\n")
    return 1 if flawed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
