"""Everything one leader needs without a signal, in a number of queries that does not grow.

Of the teams they lead now, and no others; no note is in it, not even their own.
"""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.urls import reverse

from accounts.models import Reminders, User
from cards.blanks import filled
from cards.finder import deck
from cards.models import Card, Trial
from coaching import promises
from coaching.away import Away
from coaching.likely import likely
from coaching.models import CheckBack, PermissionStory
from coaching.people import everyone

ON_PHONES = timedelta(days=32)  # a little more than static/js/outbox/send.js keeps what was received


def pack(leader: User, at: datetime) -> dict[str, Any]:
    """What is in it, under a version that changes with the words and not with the moment they were asked for."""
    cards, away = list(Card.objects.in_play()), Away.of(leader, at)
    Trial.dress(cards, Trial.seen_by(leader, at))
    words = {
        "user": {"id": leader.pk, "name": leader.name, "initials": leader.initials},
        "teams": [{"id": team.pk, "name": team.name, "site": team.site.name, "time_zone": team.time_zone} for team in leader.teams],
        "advisors": [_advisor(person) for person in everyone(leader, at)],
        "check_backs": [_check_back(row, away.falls_due(row)) for row in promises.theirs(leader, at).open().soonest_first()],
        "cards": [_card(card) for card in cards],
        "taken_back": _taken_back(leader, at),
        "likely": [card.slug for card in likely(leader, cards, at)],
        "badge": Reminders.of(leader).badge,
        "finder": reverse("finder", args=[deck().digest]),
    }
    return {"version": _digest(words), "as_of": _moment(at), **words}


def _taken_back(leader: User, at: datetime) -> list[str]:
    """Stories they told that are gone: their phone lets go of the words that it sent, which it would keep for `ON_PHONES` days."""
    rows = PermissionStory.objects.visible_to(leader).told_by(leader).taken_back(since=at - ON_PHONES)
    return [str(pk) for pk in rows.order_by("withdrawn_at", "pk").values_list("pk", flat=True)]


def _advisor(person: Any) -> dict[str, Any]:
    """`last_held_on` and `since`: who has not been spoken with lately is worked out on the phone, as late is."""
    since = person.in_team_since and person.team.today(person.in_team_since)
    return {
        "id": person.pk,
        "name": person.name,
        "known_as": person.known_as,
        "initials": person.initials,
        "team": person.team_id,
        "last_held_on": _day(person.last_held_on),
        "since": _day(since),
    }


def _check_back(row: CheckBack, due: tuple[date, datetime] | None) -> dict[str, Any]:
    """Due when they are back, where they are away; null, and so never due, where nobody knows when that is."""
    session, (on, by) = row.session, due or (None, None)
    return {
        "id": str(row.pk),
        "session": str(session.pk),
        "advisor": row.advisor_id,
        "ask": row.ask,
        "promise": row.promise,
        "said": bool(session.next_step),
        "held_on": _day(session.held_on),
        "due_at": _moment(by) if by else None,
        "due_on": _day(on),
        "card": session.card.slug,
        "edition": session.edition.number,
        "title": session.edition.title,
        "care_first": session.card.care_first,
    }


def _card(card: Card) -> dict[str, Any]:
    assert card.current is not None
    return {
        "slug": card.slug,
        "number": card.number,
        "edition": card.current.number,
        "title": card.current.title,
        "suit": card.suit,
        "care_first": card.care_first,
        "next_step": "" if card.care_first else filled(card.current.try_this),
        "come_back": card.current.check_back_when,
    }


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _digest(words: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:16]
