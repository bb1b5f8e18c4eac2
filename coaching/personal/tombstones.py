"""Who was erased, in a file beside the database and not in its backups: so that a backup put back erases them again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple

from django.conf import settings
from django.utils.crypto import salted_hmac

from accounts.models import Advisor
from coaching.beside_backups import add, lines
from coaching.models import Erasure


class Tombstone(NamedTuple):
    """The id their row had, a keyed digest of their employee number, and when. Nothing in it can be read back to a person."""

    was: int
    digest: str
    at: str


def digest(number: str, key: str | None = None) -> str:
    """Only whoever has the secret key can ask whether a number is the one."""
    return salted_hmac("floorwalk.erased", number, secret=key, algorithm="sha256").hexdigest()


def write(record: Erasure) -> None:
    """One line more, on the disk before this returns. A line that was broken off before, by a full disk, is not carried on."""
    add(Tombstone(record.was, record.digest, record.at.isoformat())._asdict())


def read() -> Iterator[Tombstone]:
    """A broken line is passed over: `missing` finds whom it was of."""
    for line in lines():
        with suppress(TypeError):  # of a story, or of a later release
            yield Tombstone(**line)


def missing() -> list[Erasure]:
    """Those this database knows and the file does not: it could not be written then."""
    there = {stone.was for stone in read()}
    return [row for row in Erasure.objects.order_by("at") if row.was not in there]


def come_back() -> tuple[list[tuple[Tombstone, Advisor]], list[Tombstone]]:
    """Those whose rows are there again, each once; and those whose id is now another person's, or whose digest is of another key."""
    again, unclear, stones = [], [], list(read())
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    for person in Advisor.objects.filter(pk__in={stone.was for stone in stones}).order_by("pk"):
        theirs = [stone for stone in stones if stone.was == person.pk]
        known = {digest(person.employee_number, key) for key in keys}
        same = [stone for stone in theirs if stone.digest in known]
        if same:
            again.append((same[-1], person))
        else:
            unclear.append(theirs[-1])
    return again, unclear
