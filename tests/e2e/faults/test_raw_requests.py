"""What no browser sends: requests cut, doubled and blown up, by hand, to the real server."""

from __future__ import annotations

import socket

import pytest

from tests.e2e.server import Server

HOST = b"Host: 127.0.0.1\r\n"
LOGIN = b"POST /accounts/login/ HTTP/1.1\r\n" + HOST
CASES = {
    "two lengths": (
        LOGIN + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / ",
        {400},
    ),
    "a blank in the name": (LOGIN + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", {400}),
    "an unknown encoding": (LOGIN + b"Transfer-Encoding: xchunked\r\n\r\n", {400, 501}),
    "two lengths that differ": (b"POST / HTTP/1.1\r\n" + HOST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello!", {400}),
    "a long line": (b"GET /" + b"a" * 9_000 + b" HTTP/1.1\r\n" + HOST + b"\r\n", {400, 414}),
    "two hundred headers": (b"GET / HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: 1\r\n" % n for n in range(200)) + b"\r\n", {400, 431}),
    "a long header": (b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 20_000 + b"\r\n\r\n", {400, 431}),
    "no HTTP": (b"\x16\x03\x01\x02\x00\x01\x00\r\n\r\n", {400}),
    "another host": (b"GET / HTTP/1.1\r\nHost: evil.test\r\n\r\n", {400}),
}


def answered(server: Server, sent: bytes) -> int:
    with socket.create_connection(("127.0.0.1", server.port), timeout=20) as line:
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        said = line.recv(200)
    assert said.startswith(b"HTTP/1.1 "), said
    return int(said.split()[1])


@pytest.mark.parametrize("case", CASES)
def test_what_is_malformed_is_refused(floor: Server, case: str):
    """S83: refused as it comes, so that nothing of it is taken for a second request; and the next one is answered."""
    sent, statuses = CASES[case]
    assert answered(floor, sent) in statuses
    assert answered(floor, b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n") == 200
