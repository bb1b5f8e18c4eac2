"""Errors go to where SENTRY_DSN says, without a word of anybody's: read from the bytes that really left."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import brotli
import pytest

from tests.site.apart import PRODUCTION, database, log_lines, run
from tests.site.test_logs import SCRIPT, TELLTALE

CRASH = SCRIPT.replace(
    'print(sent("post"',
    """
import coaching.entry
def crash(by, entry, *args, **kwargs):
    note = entry.note
    try:
        raise ValueError(f"Key (note)=({note}) of {by.name}")
    except ValueError as first:
        raise RuntimeError(f"could not save {note} for {by.email}") from first
coaching.entry.log = crash
print(sent("post\"""",
)
UNPACKED = {"gzip": gzip.decompress, "br": brotli.decompress, None: bytes}


@contextmanager
def listening() -> Iterator[tuple[str, list[bytes]]]:
    """A DSN, and everything that was sent there: headers and bodies, unpacked."""
    heard: list[bytes] = []

    class Takes(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append(str(self.headers).encode() + UNPACKED[self.headers["Content-Encoding"]](body))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        def log_message(self, *_said: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://key@127.0.0.1:{server.server_port}/1", heard
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def reported(tmp_path_factory):
    """A chat with a note that could not be saved: what was sent, and the process that did."""
    with listening() as (dsn, heard):
        done = run(CRASH, **PRODUCTION, DATABASE_URL=database(tmp_path_factory.mktemp("reported")), SENTRY_DSN=dsn, BUILD="v7")
    assert done.stdout.split()[0] == "500", done.stderr[-2000:]
    return heard, done


# S35 S87
@pytest.mark.parametrize("word", [*TELLTALE, "127.0.0.1/advisors", "/sessions/new/", "floorwalk.example", "sessionid", "csrf"])
def test_no_word_of_anybody_leaves(reported, word):
    heard, _done = reported
    assert heard
    assert word.encode() not in b"\n".join(heard)


def test_what_leaves_is_which_error_where_and_in_which_request(reported):
    heard, done = reported
    events = [json.loads(line) for body in heard for line in body.splitlines() if line.startswith(b"{") and b'"exception"' in line]
    assert [[error["type"] for error in event["exception"]["values"]] for event in events][:1] == [["ValueError", "RuntimeError"]]
    [functions] = [[frame["function"] for frame in event["exception"]["values"][-1]["stacktrace"]["frames"]] for event in events[:1]]
    assert functions[-1] == "crash"
    assert events[0]["release"] == "v7"
    [failed] = [line for line in log_lines(done) if line["event"] == "request" and line["status"] == 500][:1]
    assert events[0]["tags"] == {"request_id": failed["request_id"]}


def test_what_leaves_has_no_other_part(reported):
    """Named one by one: a newer library may think of more."""
    heard, _done = reported
    events = [json.loads(line) for body in heard for line in body.splitlines() if line.startswith(b"{") and b'"exception"' in line]
    parts = {"event_id", "timestamp", "level", "platform", "release", "logger", "tags", "exception"}
    assert {part for event in events for part in event} <= parts
    frames = [frame for event in events for error in event["exception"]["values"] for frame in error["stacktrace"]["frames"]]
    assert {part for frame in frames for part in frame} <= {"filename", "module", "function", "lineno", "in_app"}


def test_a_command_that_breaks_is_reported_too():
    with listening() as (dsn, heard):
        done = run("import django; django.setup(); note = 'zucchini'; {}['zucchini']", **PRODUCTION, SENTRY_DSN=dsn)
    assert done.returncode != 0
    assert b"KeyError" in b"".join(heard)
    assert b"zucchini" not in b"".join(heard)


def test_without_the_setting_nothing_leaves(tmp_path):
    with listening() as (_dsn, heard):
        assert run(CRASH, **PRODUCTION, DATABASE_URL=database(tmp_path)).stdout.split()[0] == "500"
    assert heard == []
