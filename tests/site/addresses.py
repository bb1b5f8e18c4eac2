"""Every address there is, read from the URL configuration, with values to fill in from the cast.

A new address with a new kind of blank fails here until somebody says what to fill in: no page escapes the walk.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from accounts.models import Browser, CalendarLink, Device, Invitation, Leadership, Roster, Scope, Token
from cards.finder import deck
from cards.models import Skill
from coaching.models import (
    Ask,
    CheckBack,
    Comment,
    CommentFile,
    Commitment,
    DataRequest,
    Export,
    Hold,
    Measure,
    PermissionStory,
    Reading,
    Redaction,
    Refusal,
    SavedFilter,
    ToPlayBack,
)
from tests import make
from tests.world import World


@dataclass(frozen=True)
class Address:
    name: str
    path: str


def patterns(resolver: URLResolver | None = None, within: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern with its full name."""
    resolver = resolver or get_resolver()
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern, f"{within}{pattern.namespace}:" if pattern.namespace else within)
        elif pattern.name:
            yield f"{within}{pattern.name}", pattern


def walk(world: World) -> list[Address]:
    """Every address, of rows that the leader of Red may see."""
    samples = _samples(world)  # once: a row for each blank is many rows
    return [Address(name, reverse(name, kwargs=_filled(name, pattern, samples))) for name, pattern in patterns()]


def _samples(world: World) -> dict[str, Any]:
    """By the name of the address where it matters, else by the name of the blank."""
    check_back = CheckBack.objects.filter(advisor=world.ada, answered_at=None).first() or make.check_back(world.leader, world.ada)
    barrier = _barrier(world)
    return {
        "card": "say-it-their-way",
        "practice": "give-permission",
        "digest": deck().digest,
        "session": check_back.session_id,
        "check-back": check_back.pk,
        "advisor": world.ada.pk,
        "barrier": barrier,
        "cover-end": _cover(world),
        "cover": world.red.pk,
        "to-mend": Refusal.keep(world.leader, check_back.session_id, Refusal.Why.INVALID, b"{}", "0" * 64, {"step": ["No"]}).pk,
        "mine-seen": check_back.session_id,
        "mine-own-words": check_back.session_id,
        "mine-ask-take-back": _ask(world),
        "token": CalendarLink.make(world.leader),
        "phone-forget": _phone(world),
        "export": Export.objects.create(made_by=world.hr, purpose="The monthly load").pk,
        "export-stop": Export.objects.create(made_by=world.hr, purpose="The monthly load").pk,
        **{name: _filter(world) for name in ("filter-open", "filter-rename", "filter-delete")},
        "data_request": _data_request(),
        "redaction": _redaction(world),
        "act": "told",
        "mfa_remove_webauthn": 1,  # a key of nobody: one cannot be made without a finger
        "browser-end": Browser.begin(world.leader, "").pk,
        **dict.fromkeys(("invitation-again", "invitation-end"), _invitation(world)),
        "export-again": Export.objects.create(made_by=world.hr, purpose="The monthly load").pk,
        "token-revoke": Token.make(world.hr, "Nightly load", [Scope.SESSIONS], timezone.now() + timedelta(days=30))[0].pk,
        "roster": _roster(world),
        "kind": "new",
        "people-hold-end": Hold.objects.create(advisor=world.ada, owner=world.hr, reason="A claim", last_day=world.red.today()).pk,
        **dict.fromkeys(("commitments-keep", "commitments-reopen", "commitments-take-back"), _commitment(world)),
        "story": _story(world),
        "voice-file-undo": CommentFile.objects.create(brought_by=world.hr).pk,
        "voice-done": _waiting_words(world).pk,
        **dict.fromkeys(("voice-keep", "voice-call", "voice-withdraw"), _waiting_words(world).comment_id),
        "screen": "find",
        "rehearse-log": "say-it-their-way",
        "leadership": Leadership.objects.get(leader=world.other, cover=False).pk,  # of Blue, the first team by name
        "uidb36": "1",
        "key": "set-password",
    }


def _data_request() -> int:
    return DataRequest.objects.create(kind="objection", name="Gone Person", reach="gone@example.com", words="No more of it").pk


def _redaction(world: World) -> int:
    return Redaction.take_out(world.ada, world.hr, [f"Priya {make.number()}"], "About a colleague")[0].pk


def _filter(world: World) -> int:
    return SavedFilter.objects.create(owner=world.hr, name=f"Monthly load {make.number()}").pk


def _invitation(world: World) -> int:
    Invitation.make(world.nobody, world.hr)
    return Invitation.objects.latest("pk").pk


def _cover(world: World) -> int:
    there = Leadership.objects.cover_for(world.leader, timezone.now()).first()
    ahead = world.red.today() + timedelta(days=30)
    return int((there or Leadership.hand_over(world.red, world.other, ahead, ahead)).pk)


def _roster(world: World) -> uuid.UUID:
    """One: another draft of the same person would take its place."""
    table = {"columns": ["employee_number", "team"], "rows": [], "read_as": "CSV", "ignored": []}
    return (Roster.objects.drafts().first() or Roster.draft(world.hr, "0" * 64, table, full=False)).pk


def _barrier(world: World) -> int:
    stopped = make.check_back(world.leader, world.ben)
    stopped.answer(by=world.leader, outcome=CheckBack.Outcome.IN_THE_WAY, barrier="tool")
    return int(stopped.barrier.pk)


def _story(world: World) -> uuid.UUID:
    """Told by the leader of Red about Ada, waiting for a designer."""
    told = PermissionStory.objects.filter(teller=world.leader, state="waiting").first() or make.story(world.leader, world.ada)
    return uuid.UUID(str(told.pk))


def _commitment(world: World) -> int:
    return Commitment.make(world.leader, "Sit in on one contact a day", world.red.today()).pk


def _phone(world: World) -> int:
    Device.seen(world.leader, uuid.uuid4(), waiting=1)
    return Device.objects.filter(user=world.leader).latest("pk").pk


def _ask(world: World) -> int:
    Ask.make(world.ada, Skill.objects.get(slug="look-ahead"))
    return Ask.objects.filter(advisor=world.ada).latest("pk").pk


def _waiting_words(world: World) -> ToPlayBack:
    """Of a customer, at the site of Red."""
    said = {"site": world.red.site, "week": timezone.now().date(), "tone": "good", "words": f"Kind, number {make.number()}"}
    Comment.put(world.hr, said)
    row = Comment.objects.latest("pk")
    row.keep(world.red, world.hr)
    return row.waiting.get()


def _reading() -> int:
    there = Reading.objects.first()
    if there is None:
        day, by = timezone.now().date(), make.user()
        about = {"measure": Measure.objects.all()[0], "site": make.team().site, "received_by": by}
        there = Reading.objects.create(first=day, last=day, value=1, n=100, **about)
    return int(there.pk)


# Names of addresses that say which row they are about, longest first; "api-session" is about a session.
ABOUT = ("cover-end", "cover", "check-back", "to-mend", "session", "advisor", "practice", "card")


def _row(name: str, blank: str) -> Any:
    """For a list of the panel: a row of its own model; `admin:cards_practice_change` is about a practice."""
    if not (name.startswith("admin:") and blank == "object_id"):
        return None
    app, model, _ = name.removeprefix("admin:").split("_", 2)
    if model == "reading":
        return _reading()
    return apps.get_model(app, model)._default_manager.values_list("pk", flat=True).first()


def _filled(name: str, pattern: URLPattern, samples: dict[str, Any]) -> dict[str, Any]:
    values = {}
    for blank in pattern.pattern.regex.groupindex:
        about = (
            "barrier"
            if name in ("clear", "put-back") or "barrier" in name or "in-the-way" in name
            else next((word for word in ABOUT if word in name), "")
        )
        value = samples.get(name) or samples.get(blank) or _row(name, blank) or samples.get(about)
        if value is None:
            raise LookupError(f"What goes into <{blank}> of the address {name}? Say so in tests/site/addresses.py.")
        values[blank] = value
    return values
