"""What the line does to a request, where the server is not to blame."""

from __future__ import annotations

from tests.e2e.webkit.door import Answer, Asked, Way

JSON, HTML = "application/json", "text/html; charset=utf-8"
PORTAL = "<!doctype html><title>Guest network</title><form>Room number <input></form>"


def lose_the_answer(asked: Asked) -> None:
    """The server does it and says so; nobody hears it."""
    asked.passed_on()


def cut(_asked: Asked) -> None:
    """Before a byte of it has reached the server."""


def twice(asked: Asked) -> Answer:
    """A proxy that tries again by itself: the phone hears the second answer."""
    asked.passed_on()
    return asked.passed_on()


def old_token(asked: Asked) -> Answer:
    return asked.passed_on(X_CSRFToken="x" * 64)


def redirected(_asked: Asked) -> Answer:
    """As a server does that wants somebody to sign in. Followed, it would end in 200."""
    return Answer(302, b"", {"Location": "/me/"})


def says(status: int, kind: str, words: str) -> Way:
    return lambda _asked: Answer(status, words.encode(), {"Content-Type": kind})
