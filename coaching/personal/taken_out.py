"""Leaving words about somebody else out of whatever is shown or handed to the advisor it is about."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any
from unicodedata import normalize

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.models import Advisor
from coaching.models import Redaction, Session

EDGES = " \t\n.,;:!?…\"'“”‘’()[]{}–—-"
OF_THEIRS = ("'s", "’s")  # Priya's: Priya is what goes, wherever she stands
KEYS = ("id", "session_id")  # of rows, never what anybody typed


class TakenOut:
    """Phrases, each left out wherever it stands as whole words, however it is spaced or capitalised."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self.phrases = sorted({normalize("NFC", said) for said in phrases}, key=len, reverse=True)  # the longest first

    @classmethod
    def of(cls, advisor: Advisor) -> TakenOut:
        """What stands for them now."""
        return cls(Redaction.objects.standing().filter(advisor=advisor).values_list("taken_out", flat=True))

    @cached_property
    def _found(self) -> re.Pattern[str]:
        spaced = (r"\s+".join(map(re.escape, said.split())) for said in self.phrases)
        return re.compile(rf"(?<!\w)(?:{'|'.join(spaced)})(?!\w)", re.IGNORECASE)

    def said(self, text: str) -> str:
        """That text without them."""
        return self._found.sub(_("[taken out]"), normalize("NFC", text)) if self.phrases else text

    def stands_in(self, text: str) -> bool:
        return bool(self.phrases and self._found.search(normalize("NFC", text)))

    def row(self, row: dict[str, Any]) -> dict[str, Any]:
        """A row of a record without them. Keys stay, and what they stand for: who led, wrote or looked is theirs to know (P06)."""
        return {name: value if name in KEYS or name.endswith(("_id", "_is")) else self.anything(value) for name, value in row.items()}

    def anything(self, value: Any) -> Any:
        """Whatever JSON can say, texts that are JSON themselves among it: what a phone sent may write a letter as a number."""
        if not self.phrases or not isinstance(value, str | list | dict):
            return value
        if isinstance(value, list):
            return [self.anything(one) for one in value]
        if isinstance(value, dict):
            return {self.said(name): self.anything(one) for name, one in value.items()}
        inside = _inside(value)
        return self.said(value) if inside is None else json.dumps(self.anything(inside), ensure_ascii=False)

    def shown(self, session: Session) -> Session:
        """A chat as its advisor reads it. For a page alone: it is never saved again. Their own words are theirs, and stay."""
        for name in ("next_step", "note", "withdrawn_because"):
            setattr(session, name, self.said(getattr(session, name)))
        return session


def _inside(text: str) -> Any:
    """What a text in JSON says; None where it is words."""
    if not text.startswith(("{", "[")):
        return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def phrases(words: list[str], chosen: Iterable[int]) -> Iterator[str]:
    """What was tapped, those side by side as one, without the marks around them."""
    run: list[str] = []
    last = None
    for place in sorted({place for place in chosen if 0 <= place < len(words)}):
        if last is not None and place != last + 1:
            yield from _trimmed(run)
            run = []
        run.append(words[place])
        last = place
    yield from _trimmed(run)


def _trimmed(run: list[str]) -> Iterator[str]:
    said = " ".join(run).strip(EDGES)
    for ending in OF_THEIRS:
        said = said.removesuffix(ending)
    if said:
        yield normalize("NFC", said)
