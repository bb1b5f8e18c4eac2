"""`make advisories` and `make sbom`: a flaw that is known is named, and having looked at nothing is never a pass."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tests import advisories

Knows = Callable[[str], list[str]]


@pytest.fixture
def source(monkeypatch) -> Iterator[Callable[[Knows], None]]:
    """`source(knows)` is one that says of each name the flaws it knows."""
    servers = []

    def begin(knows: Knows) -> None:
        class Osv(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
                found = [{"vulns": [{"id": one} for one in knows(query["package"]["name"])]} for query in asked]
                body = json.dumps({"results": found}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said: object) -> None:
                """Not among what the tests print."""

        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), Osv))
        threading.Thread(target=servers[0].serve_forever, daemon=True).start()
        monkeypatch.setenv("ADVISORIES", f"http://127.0.0.1:{servers[0].server_port}/")

    yield begin
    for server in servers:
        server.shutdown()
        server.server_close()


def of_old_django(name: str) -> list[str]:
    """Both versions of it have the name: only the first is asked about as something known to be flawed."""
    return ["GHSA-old"] if name == "django" else []


def test_a_source_that_is_away_is_no_pass(monkeypatch, capsys):
    """S92"""
    monkeypatch.setenv("ADVISORIES", "http://127.0.0.1:9")
    assert advisories.main([]) == 2
    assert "Nothing was audited" in capsys.readouterr().err


def test_a_source_that_knows_nothing_is_no_pass(source, capsys):
    """S92: as one would be that looks up names it never heard of."""
    source(lambda name: [])
    assert advisories.main([]) == 2
    assert "django 3.2.0" in capsys.readouterr().err


def test_a_known_flaw_is_named_and_fails(source, capsys):
    """S92"""
    source(lambda name: ["PYSEC-1"] if name == "gunicorn" else of_old_django(name))
    assert advisories.main([]) == 1
    said = capsys.readouterr().out
    assert "gunicorn 27" in said
    assert "PYSEC-1" in said


def test_without_any_it_says_how_many_were_looked_up(source, capsys, monkeypatch):
    """S92: every one of both lists."""
    monkeypatch.setattr(advisories, "FLAWED", ("flawed", "1"))
    source(lambda name: ["PYSEC-2"] if name == "flawed" else [])
    assert advisories.main([]) == 0
    assert capsys.readouterr().out == f"{len(advisories.locked())} packages looked up, 0 with a known flaw.\n"
    assert len(advisories.locked()) > 60


def test_the_list_of_what_is_built_in_names_all_of_it(capsys):
    """S92"""
    assert advisories.main(["sbom"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["bomFormat"] == "CycloneDX"
    assert {"django", "gunicorn", "psycopg"} <= {part["name"] for part in said["components"]}
    assert "pytest" not in {part["name"] for part in said["components"]}
