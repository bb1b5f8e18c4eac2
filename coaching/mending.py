"""Refused words in plain language: what was in them, why they were not taken in, and how they fill in a form again."""

from __future__ import annotations

import unicodedata
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError

from accounts.models import Advisor, User
from cards.models import Card
from coaching.entry import CLOCK_AHEAD, CLOCK_BEHIND
from coaching.envelope import parsed
from coaching.fields import Moment
from coaching.models import Barrier, CheckBack, ComeBack, Refusal, Step

LONGEST = 600  # characters of one thing, on a page
LABELS = {
    "advisor": _("Who"), "card": _("Card"), "edition": _("Wording"), "held_at": _("Held"), "answered_at": _("Heard"),
    "outcome": _("How it is going"), "step": _("Where they are with it"), "advisor_step": _("As the advisor sees it"),
    "barrier": _("What got in the way"), "words": _("In a few words"), "next_step": _("What they will try"),
    "come_back": _("Come back"), "note": _("Note"), "body": _("What arrived"), "payload": _("Version"),
    "usually": _("What usually happens"), "did": _("What they did"), "permission": _("The permission"),
    "said": _("What the customer said"), "made_offline": _("Without a signal"),
}  # fmt: skip
SHOWN = [name for name in LABELS if name not in ("edition", "payload", "made_offline", "body")]
CHOICES: dict[str, Any] = {
    "outcome": CheckBack.Outcome, "step": Step, "advisor_step": Step, "barrier": Barrier.Kind, "come_back": ComeBack,
}  # fmt: skip
KEPT_BOTH = _("Something else is saved in its place already. Both are kept.")


@dataclass(frozen=True)
class Mend:
    """`lines` and `reasons` are pairs of a label and what stands behind it."""

    refusal: Refusal
    lines: list[tuple[str, str]]
    reasons: list[tuple[str, str]]
    again: bool
    check_back: CheckBack | None = None


def mends(user: User, refusals: Iterable[Refusal]) -> list[Mend]:
    """Each as the page shows it. Names are those of people this leader leads now: an id alone gives nobody away."""
    rows = list(refusals)
    people = {person.pk: person.known_as for person in Advisor.objects.led_by(user)} if rows else {}
    cards = dict(Card.objects.filter(current__isnull=False).values_list("slug", "current__title")) if rows else {}
    answers = [row.session_id for row in rows if row.kind == Refusal.Kind.ANSWER]
    asked = CheckBack.objects.visible_to(user).in_teams(user.teams).filter(pk__in=answers).for_list()
    promises = {row.pk: row for row in asked} if answers else {}
    return [_mend(row, people, cards, promises.get(row.session_id)) for row in rows]


def _mend(row: Refusal, people: dict[int, str], cards: dict[str, str], asked: CheckBack | None) -> Mend:
    words = words_of(row)
    names: dict[str, dict[Any, str]] = {"advisor": people, "card": cards}
    lines = [(str(LABELS["advisor"]), asked.advisor.known_as)] if asked else []
    there = [name for name in SHOWN if name in words and not (asked and name == "advisor")]
    lines += [(str(LABELS[name]), said) for name in there if (said := _said(name, words[name], names))]
    if not words:
        lines.append((str(LABELS["body"]), plain(bytes(row.body).decode("utf-8", "replace"), breaks=True)[:LONGEST]))
    again = row.kind != Refusal.Kind.ANSWER or (asked is not None and asked.answered_at is None)
    return Mend(row, lines, _reasons(row), again and row.settled_at is None, asked)


def words_of(row: Refusal) -> dict[str, Any]:
    """The JSON object that arrived; empty where it was none."""
    try:
        return parsed(bytes(row.body))
    except ValidationError:
        return {}


def plain(words: object, breaks: bool = False) -> str:
    """Anything as text that a page can carry: no half characters, no control characters."""
    text = str(words).replace("\r\n", "\n")
    bad = {"Cc", "Cs"}
    return "".join("\ufffd" if unicodedata.category(c) in bad and not (breaks and c in "\n\t") else c for c in text)


def moment(row: Refusal, name: str) -> datetime:
    """When it was held or heard, by the phone's word; when it arrived, where that word cannot be right."""
    try:
        said: datetime = Moment().run_validation(words_of(row).get(name))
    except ValidationError:
        return row.received_at
    return said if row.received_at - CLOCK_BEHIND <= said <= row.received_at + CLOCK_AHEAD else row.received_at


def entry_as_typed(row: Refusal, card: Card) -> dict[str, Any]:
    """For the log form. The id comes from the refused words: mended in two tabs at once, it is still one session."""
    assert card.current is not None
    words = words_of(row)
    step, advisor_step = _one_of_four(words.get("step")), _one_of_four(words.get("advisor_step"))
    differ = advisor_step is not None
    return {
        "id": uuid.uuid5(row.session_id, row.sha256),
        "edition": card.current.number,
        "advisor": words.get("advisor") if type(words.get("advisor")) is int else "",
        "step": advisor_step if differ else step,
        "differ": differ,
        "own_step": step if differ else None,
        "next_step": plain(words.get("next_step") or ""),
        "note": plain(words.get("note") or "", breaks=True),
        "come_back": _known(ComeBack, words.get("come_back")) or ComeBack.NONE,
    }


def answer_as_typed(row: Refusal) -> dict[str, Any]:
    """For the form of the check-back's page."""
    words = words_of(row)
    return {
        "outcome": _known(CheckBack.Outcome, words.get("outcome")),
        "step": _one_of_four(words.get("step")),
        "barrier": _known(Barrier.Kind, words.get("barrier")),
        "words": plain(words.get("words") or ""),
        "come_back": _known(ComeBack, words.get("come_back")) or ComeBack.NONE,
    }


def tale_as_typed(row: Refusal) -> dict[str, Any]:
    """For the form that tells a story. As with a moment, the id comes from the refused words."""
    words = words_of(row)
    return {
        **{name: plain(words.get(name) or "", breaks=True) for name in ("usually", "did", "permission", "said")},
        "id": uuid.uuid5(row.session_id, row.sha256),
        "advisor": words.get("advisor") if type(words.get("advisor")) is int else "",
        "card": plain(words.get("card") or ""),
        "details_changed": words.get("details_changed") is True,
    }


def _said(name: str, value: Any, names: dict[str, dict[Any, str]]) -> str:
    if value is None or value == "":
        return ""
    if name in ("held_at", "answered_at"):
        return _when(value)
    known = names.get(name) or {choice.value: str(choice.label) for choice in CHOICES.get(name, ())}
    found = known.get(value) if isinstance(value, str) or type(value) is int else None
    if found is None and name == "advisor":
        return str(_("Somebody you don't lead now"))
    return found or plain(value, breaks=True)[:LONGEST]


def _when(value: Any) -> str:
    """By the clock it was told by."""
    try:
        return date_format(Moment().run_validation(value), "j F Y, H:i")
    except ValidationError:
        return plain(value)[:LONGEST]


def _reasons(row: Refusal) -> list[tuple[str, str]]:
    if row.why == Refusal.Why.DIFFERENT:
        return [("", str(KEPT_BOTH))]
    return [(str(LABELS.get(name, name)), plain(said)) for name, messages in row.problems.items() for said in messages]


def _one_of_four(value: Any) -> int | None:
    return value if type(value) is int and value in Step.values else None


def _known(choices: Any, value: Any) -> str:
    return value if isinstance(value, str) and value in choices.values else ""
