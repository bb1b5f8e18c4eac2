"""What happens to each phone and to the server, drawn from the seed alone, before anything has run."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from random import Random

# How often, beside each other. What takes something away comes less often than what gives it back.
PHONE = {
    "save": 34, "answer": 10, "fault": 26, "off the line": 4, "on the line": 8, "closed in mid-flight": 4, "second page": 3,
    "another person": 3, "signed out": 2, "session ended": 2, "signed in": 6, "database cleared": 2,
}  # fmt: skip
# What is done to requests: see line.py, where each has its way.
LINE = (
    "cut before", "answer lost", "arrives late", "arrives twice", "slow", "500", "502 in HTML", "portal's 200", "redirect", "hangs",
    "no receipt", "old token",
)  # fmt: skip
PUT_ONLY = ("arrives late", "arrives twice", "no receipt", "old token")
STEPS_A_SECOND = 12  # of all phones together, about what a small machine can do
QUICKEST = 0.5  # seconds between two steps of one phone
UP, DOWN = (5.0, 20.0), (0.2, 3.0)  # seconds that the server lives, and is dead


@dataclass(frozen=True)
class Step:
    """`number` is any number: which person, which page, how many requests. `id` is what a form that opens now would carry."""

    pause: float
    what: str
    number: int
    fault: str
    method: str
    id: str


@dataclass(frozen=True)
class Death:
    """Of the server, with -9. `backup` is made before, `put_back` brings the last one back."""

    after: float
    down: float
    backup: bool
    put_back: bool


def of_phone(seed: int, phone: int, phones: int) -> Iterator[Step]:
    """Without an end. Each step draws the same numbers, whatever it is, so that nothing but the seed counts."""
    chance, pause = Random(f"{seed}/phone/{phone}"), max(QUICKEST, phones / STEPS_A_SECOND)
    while True:
        [what] = chance.choices(list(PHONE), list(PHONE.values()))
        fault, method = chance.choice(LINE), chance.choice(("PUT", "PUT", "GET"))
        wait, number = pause * chance.uniform(0.4, 1.6), chance.randrange(1 << 16)
        pk = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        yield Step(wait, what, number, fault, "PUT" if fault in PUT_ONLY else method, pk)


def of_server(seed: int) -> Iterator[Death]:
    chance = Random(f"{seed}/server")
    while True:
        for number in range(3):
            yield Death(chance.uniform(*UP), chance.uniform(*DOWN), backup=number == 0, put_back=number == 2)


def digest(seed: int, phones: int) -> str:
    """Which plan it is, in a word."""
    drawn = [list(islice(of_phone(seed, number, phones), 100)) for number in range(phones)]
    return hashlib.sha256(repr([drawn, list(islice(of_server(seed), 20))]).encode()).hexdigest()[:12]
