"""Every kind of person there is, and a machine with each scope, each with a way to ask: the columns of the authorisation matrix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import Leadership, OneTimeLink, Role, Scope, Token, User
from tests import make
from tests.world import World

# A scope that is added to the list is a column that no row has, until somebody says what it opens.
TOKENS = {f"token-{scope.name.lower()}": scope for scope in Scope}
PEOPLE = (
    "anybody", "leader", "other", "former", "cover", "designer", "hr", "hr-notes", "sponsor", "nobody", "advisor", "administrator", *TOKENS,
)  # fmt: skip


def client_of(person: str, world: World, sign_in: Callable[[User], Client]) -> Client:
    """Someone of that kind, seen from team Red: `leader` leads it, `other` leads Blue, `former` led it, `cover` stands in today."""
    if person == "anybody":
        return Client()
    if person == "advisor":
        client = Client()
        client.post(f"/mine/open/{OneTimeLink.make(world.ada)}/")
        return client
    if person in TOKENS:
        return _machine(world, TOKENS[person])
    user = _user(person, world)
    client = sign_in(user)
    client.defaults["HTTP_X_OWNER"] = str(user.pk)  # as a phone says whose words it sends
    return client


def _machine(world: World, scope: Scope) -> Client:
    """Its key is of somebody who may do all that HR may, so that nothing but the scope says no. Notes go nowhere but into exports."""
    Role.grant(world.hr, Role.Name.EXPORT_NOTES)
    scopes = [Scope.EXPORTS, scope] if scope == Scope.NOTES else [scope]
    _token, key = Token.make(world.hr, "Nightly load", scopes, timezone.now() + timedelta(days=30))
    return Client(headers={"Authorization": f"Bearer {key}"})


def _user(person: str, world: World) -> User:
    if person == "cover":
        stand_in, today = make.user("Dev Anand"), world.red.today()
        Leadership.hand_over(world.red, stand_in, today, today + timedelta(days=1))
        return stand_in
    if person == "hr-notes":
        Role.grant(world.hr, Role.Name.EXPORT_NOTES)
        return world.hr
    if person == "administrator":
        Role.grant(world.nobody, Role.Name.ADMINISTRATOR)
        return world.nobody
    user: User = getattr(world, person)
    return user
