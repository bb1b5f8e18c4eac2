"""Ids of another team's rows, put into everything that anything asks for: no word of theirs comes back, and no row of theirs is touched.

Nobody keeps a list of parameters: `asked.listening` hears what a view looks for. Addresses are those of matrix.txt, seen from the other
team; what stands in an address itself is tried there.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Advisor, Team
from coaching.models import Barrier, CheckBack, Commitment, PermissionStory, Refusal, Session
from tests import make
from tests.coaching.personal import seed
from tests.coaching.phones import heard
from tests.site.addresses import Address, walk
from tests.site.asked import Forms, listening
from tests.site.matrix import METHODS, TABLE, declared
from tests.site.test_reading import ALLOWED, WRITES
from tests.world import World

CANARY = "CANARY-of-red"
NOT_HEADERS = {
    "Host",
    "Cookie",
    "Authorization",
    "Content-Type",
}  # who asks, and how: other tests
LEAVES = {"account_logout", "account_logout_all", "language", "browsers-end", "browser-end"}
OF_TEAMS = (Session, CheckBack, Barrier, PermissionStory)
OF_LEADERS = {Commitment: "leader", Refusal: "sender"}
OPEN = declared(TABLE.read_text("utf-8"))
JSON = {"api-session", "api-check-back-answer", "api-stories-one"}


@dataclass
class Red:
    """What is Red's: `ids` to put where they do not belong, `rows` to hold against later ones, its words have the canary in them."""

    world: World

    def __post_init__(self) -> None:
        both = [self.world.ada.pk, self.world.ben.pk]
        self.of: dict[type[Model], set[Any]] = {Team: {self.world.red.pk}, Advisor: set(both)}
        self.of |= {model: set(model._default_manager.filter(team=self.world.red).values_list("pk", flat=True)) for model in OF_TEAMS}
        self.of |= {model: set(self._own(model, whose)) for model, whose in OF_LEADERS.items()}
        assert all(self.of.values()), "a kind of row that Red has none of"
        one_each = {str(min(pks, key=str)) for pks in self.of.values()}
        self.ids = sorted(one_each | {self.world.ada.employee_number, self.world.ada.name})

    def _own(self, model: type[Model], whose: str) -> QuerySet[Any, Any]:
        return model._default_manager.filter(**{whose: self.world.leader}).values_list("pk", flat=True)

    def rows(self) -> list[Any]:
        """Those rows, and every row that points at one of them."""
        found: list[Any] = []
        for model in apps.get_models():
            if model._meta.app_label in ("accounts", "coaching"):
                points = [field for field in model._meta.concrete_fields if field.related_model in self.of]
                theirs = Q(pk__in=self.of.get(model, ()))
                for field in points:
                    theirs |= Q(**{f"{field.name}__in": self.of[field.related_model]})
                found += model._default_manager.filter(theirs).order_by("pk").values_list()
        return found


def mirrored(world: World) -> World:
    """The same cast seen from Blue."""
    return replace(
        world, red=world.blue, blue=world.red, leader=world.other, other=world.leader, ada=world.cleo, ben=make.advisor(world.blue)
    )


class Stranger:
    """Blue's leader at one address: what is asked there, and what comes of a foreign id in it. Leaves no trace."""

    def __init__(self, client: Client, red: Red, address: Address, form: dict[str, str]) -> None:
        self.client, self.red, self.address, self.form = client, red, address, form
        self.methods = [method for method in METHODS if OPEN.get((address.name, method), {}).get("leader") == "in"]
        self.tried = self.wrote = 0

    def sent(self, method: str, said: dict[str, str], headers: dict[str, str]) -> str:
        """What is wrong."""
        self.tried += 1
        sqls: list[str] = []
        with transaction.atomic(), connection.execute_wrapper(lambda run, sql, *rest: (sqls.append(sql), run(sql, *rest))[1]):
            answer = self._asked(method, said, headers)
            content = _content(answer)
            wrote = any(WRITES.match(sql) and not ALLOWED.search(sql) for sql in sqls)
            self.wrote += wrote
            touched = wrote and self.red.rows() != self.before
            transaction.set_rollback(True)
        told, wrong = (*said.values(), *headers.values()), ""
        if not any(CANARY in str(word) for word in told):  # what was asked for may be said again
            wrong = "Red's words" if CANARY in content else ""
        wrong = "Red's rows were changed" if touched else wrong
        return wrong or (f"answered {answer.status_code}" if answer.status_code >= 500 else "")

    def _asked(self, method: str, said: dict[str, str], headers: dict[str, str]) -> HttpResponse:
        if self.address.name in JSON and method == "PUT":
            body = json.dumps({name: int(one) if str(one).isdigit() else one for name, one in said.items()})
            path = self.address.path if self.address.name == "api-check-back-answer" else reverse(self.address.name, args=[uuid.uuid4()])
            return self.client.put(path, body, content_type="application/json", headers=headers)
        return getattr(self.client, method.lower())(self.address.path, said, headers=headers)

    def wrongs(self) -> list[str]:
        self.before, found = self.red.rows(), []
        for method in self.methods:
            base = self.form if method != "GET" else {}
            for boxes, headers in self._tries(method, base):
                if wrong := self.sent(method, {**base, **boxes}, headers):
                    found.append(f"{method} {self.address.path} with {boxes or headers}: {wrong}")
        return found

    def _tries(self, method: str, base: dict[str, str]) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
        """Each foreign id in each box by itself, and in all headers at once."""
        with listening() as heard:
            self.sent(method, base, {})
            self.sent(method, dict.fromkeys(heard.names | base.keys(), "1"), {})
        for foreign in self.red.ids:
            yield {}, dict.fromkeys(heard.headers - NOT_HEADERS, foreign)
            for name in sorted((heard.names | base.keys()) - {"csrfmiddlewaretoken"}):
                yield {name: foreign}, {}


def _content(answer: HttpResponse) -> str:
    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return f"{said.decode(errors='replace')} {answer.headers}"


def strangers(world: World, sign_in: Callable[[Any], Client]) -> list[Stranger]:
    """At every address that lets them in, with the forms that lead there."""
    world.ada.name, world.ada.employee_number = f"{CANARY}-name", f"{CANARY}-number"
    world.ada.save()
    seed(world, world.ada, CANARY)
    make.story(world.leader, world.ada)
    walk(world)  # makes a row of Red for each blank
    red, theirs = Red(world), mirrored(world)
    seed(theirs, theirs.ada, "of-blue")
    addresses = [address for address in walk(theirs) if address.name not in LEAVES]
    addresses = [address for address in addresses if any(OPEN.get((address.name, method), {}).get("leader") == "in" for method in METHODS)]
    client, forms = sign_in(world.other), dict[str, dict[str, str]]()
    client.defaults["HTTP_X_OWNER"] = str(world.other.pk)
    for address in addresses:
        answer = client.get(address.path, {"card": "say-it-their-way"})  # without which there is no form for a chat
        if answer.status_code == 200 and "html" in answer.get("Content-Type", ""):
            for where, form in Forms(_content(answer), address.path).found.items():  # the fullest of those that lead there
                forms[where] = max(form, forms.get(where, {}), key=lambda one: len([name for name in one if one[name]]))
    for name in JSON:
        forms |= {address.path: _body(name, theirs) for address in addresses if address.name == name}
    return [Stranger(client, red, one, forms.get(one.path, {})) for one in addresses]


def _body(name: str, theirs: World) -> dict[str, Any]:
    """As a phone would send it, and with every other box that names a row."""
    at = (timezone.now() - timedelta(seconds=1)).isoformat()
    if name == "api-session":
        return {"advisor": theirs.ada.pk, "card": "say-it-their-way", "held_at": at, "payload": 1}
    return (
        heard(answered_at=at) if name == "api-check-back-answer" else {"told_at": at, "payload": 1, "advisor": theirs.ada.pk, **make.TOLD}
    )


@pytest.mark.timeout(600)
def test_ids_of_another_team_open_and_change_nothing_wherever_they_are_put(world, sign_in):
    """S02 S04 S08 S09"""
    everywhere = strangers(world, sign_in)
    wrong = [one for stranger in everywhere for one in stranger.wrongs()]
    assert wrong == [], "\n".join(wrong)
    assert sum(stranger.tried for stranger in everywhere) > 1500
    assert sum(stranger.wrote for stranger in everywhere) > 150, "hardly a form was good enough to be taken"
    assert len([stranger for stranger in everywhere if stranger.wrote]) > 15


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("guard", "address"),
    [
        ("accounts.models.advisor.AdvisorQuerySet.led_by", "session-new"),
        ("accounts.models.advisor.AdvisorQuerySet.led_by", "api-session"),
        ("coaching.models.session.SessionQuerySet.visible_to", "api-sessions"),
    ],
)
def test_a_guard_that_is_gone_is_seen(world, sign_in, monkeypatch, guard, address):
    there = [stranger for stranger in strangers(world, sign_in) if stranger.address.name == address]
    assert [stranger.wrongs() for stranger in there] == [[]]
    monkeypatch.setattr(guard, lambda rows, *_who, **_when: rows)
    assert [bool(stranger.wrongs()) for stranger in there] == [True]
