"""One thing the rubric finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

# Check 14 is a person's to decide: the machine only points at a line. All others stop a card.
FOR_A_PERSON = {"C14"}


class Said(NamedTuple):
    """A finding before anybody knows which card it is about."""

    check: str
    field: str
    message: str


@dataclass(frozen=True)
class Finding:
    """`where` is a card's slug, two slugs with a stroke between them, or "deck"; `check` a number of the rubric, as "C9"."""

    where: str
    check: str
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.check} {self.field}: {self.message}"

    @property
    def hard(self) -> bool:
        """Whether it stops publishing."""
        return self.check not in FOR_A_PERSON

    @property
    def same_matter(self) -> tuple[str, str, str]:
        """What it is about, whatever the numbers in its message."""
        return self.where, self.check, self.field

    def about(self, where: str) -> bool:
        return where in self.where.split("/")
