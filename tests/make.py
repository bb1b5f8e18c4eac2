"""Makers of rows for tests. Each gives a valid row with as little said as possible; keywords say what matters."""

from __future__ import annotations

import itertools
import uuid
from datetime import time, timedelta

from django.utils import timezone

from accounts.models import Advisor, Leadership, Site, Team, User
from cards.models import Card, Edition
from coaching import entry, tale
from coaching.models import CheckBack, PermissionStory, Session

_numbers = itertools.count(1)
PASSWORD = "a long pass phrase"


def number() -> int:
    return next(_numbers)


def user(name: str = "", **fields) -> User:
    n = number()
    return User.objects.create_user(
        email=fields.pop("email", f"user{n}@example.com"), name=name or f"User {n}", password=fields.pop("password", None), **fields
    )


def team(name: str = "", site: Site | None = None, **fields) -> Team:
    site = site or Site.objects.get_or_create(name="Harbourside")[0]
    # Works every day, all day, so that tests depend on neither the day nor the hour they run at.
    always = {"works_on": "1234567", "shift_starts": time(), "shift_ends": time()}
    return Team.objects.create(name=name or f"Team {number()}", site=site, **{**always, **fields})


def leadership(leader: User, team: Team, **fields) -> Leadership:
    return Leadership.objects.create(leader=leader, team=team, **{"starts_at": timezone.now() - timedelta(days=365), **fields})


def advisor(team: Team, name: str = "", **fields) -> Advisor:
    n = number()
    at = fields.pop("at", timezone.now() - timedelta(days=365))
    return Advisor.join(team, at=at, name=name or f"Advisor {n}", **{"employee_number": f"E{n:05}", **fields})


def session(leader: User, advisor: Advisor, card: Card | str = "say-it-their-way", **fields) -> Session:
    """Logged through the same door as the form; `held_at` may lie in the past."""
    slug = card if isinstance(card, str) else card.slug
    defaults = {"id": uuid.uuid4(), "advisor": advisor.pk, "card": slug, "held_at": timezone.now()}
    made = entry.Entry(**{**defaults, **fields})
    return entry.log(leader, made, made.as_bytes())[0]


def wording(card: str = "say-it-their-way", **fields) -> Edition:
    """A draft of another wording, like the one in play but for what is said."""
    edition = Card.objects.get(slug=card).current
    assert edition is not None
    number = edition.card.editions.count() + 1
    for name, value in {"pk": None, "number": number, "published_at": None, "open_with": f"Said in way {number}?", **fields}.items():
        setattr(edition, name, value)
    edition.save(force_insert=True)
    return edition


def check_back(leader: User, advisor: Advisor, **fields) -> CheckBack:
    """An open promise."""
    return session(leader, advisor, **{"come_back": "next-shift", **fields}).check_backs.get()


TOLD = {
    "usually": "We send the form again and wait.",
    "did": "Read the form out and filled it in with the customer on the line.",
    "permission": "If it is right for the customer and inside our safe lines, do it, then tell me.",
    "said": "I thought this would take all week.",
}


def story(teller: User, about: Advisor | None = None, state: str = "waiting", consent: str = "", **fields) -> PermissionStory:
    """A permission story; published ones with a yes to their name where nothing else is said."""
    told = {"id": uuid.uuid4(), "told_at": timezone.now(), "advisor": about.pk if about else None, **TOLD, **fields}
    made = tale.Tale(**{"details_changed": state != "draft", "send_in": state != "draft", **told})
    row = tale.tell(teller, made, made.as_bytes())[0]
    consent = consent or ("named" if about and state == "published" else "")
    if consent == "asked":
        row.ask(teller)
    elif consent:
        row.answer(consent, teller)
    if state == "published":
        row.publish(teller, row.seen)
    elif state == "sent-back":
        row.send_back(teller, "Say a little more of what they did.", row.seen)
    elif state == "withdrawn":
        row.withdraw(teller)
    return row
