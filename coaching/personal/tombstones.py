"""Who was erased, in a file beside the database and not in its backups: so that a backup put back erases them again."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import Advisor
from coaching.models import Erasure


class Tombstone(NamedTuple):
    """The id their row had, a keyed digest of their employee number, and when. Nothing in it can be read back to a person."""

    was: int
    digest: str
    at: str


def digest(number: str) -> str:
    """Only whoever has the secret key can ask whether a number is the one."""
    return salted_hmac("floorwalk.erased", number, algorithm="sha256").hexdigest()


def write(record: Erasure) -> None:
    """One line more, on the disk before this returns."""
    path = Path(settings.ERASED_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps(Tombstone(record.was, record.digest, record.at.isoformat())._asdict())
    with path.open("a", encoding="utf-8") as file:
        file.write(line + "\n")
        file.flush()
        os.fsync(file.fileno())


def read() -> Iterator[Tombstone]:
    path = Path(settings.ERASED_FILE)
    for line in path.read_text("utf-8").splitlines() if path.exists() else ():
        yield Tombstone(**json.loads(line))


def missing() -> list[Erasure]:
    """Those this database knows and the file does not: it could not be written then."""
    there = {stone.was for stone in read()}
    return [row for row in Erasure.objects.order_by("at") if row.was not in there]


def come_back() -> tuple[list[tuple[Tombstone, Advisor]], list[Tombstone]]:
    """Those whose rows are there again; and those whose id is now another person's, or whose digest was made with another key."""
    again, unclear = [], []
    for stone in read():
        person = Advisor.objects.filter(pk=stone.was).first()
        if person and digest(person.employee_number) == stone.digest:
            again.append((stone, person))
        elif person:
            unclear.append(stone)
    return again, unclear
