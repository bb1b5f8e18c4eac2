"""Every kind of person there is, each with a way to ask: the columns of the authorisation matrix."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.test import Client

from accounts.models import Leadership, OneTimeLink, Role, User
from tests import make
from tests.world import World

PEOPLE = (
    "anybody", "leader", "other", "former", "cover", "designer", "hr", "hr-notes", "sponsor", "nobody", "advisor", "administrator",
)  # fmt: skip


def client_of(person: str, world: World, sign_in: Callable[[User], Client]) -> Client:
    """Someone of that kind, seen from team Red: `leader` leads it, `other` leads Blue, `former` led it, `cover` stands in today."""
    if person == "anybody":
        return Client()
    if person == "advisor":
        client = Client()
        client.post(f"/mine/open/{OneTimeLink.make(world.ada)}/")
        return client
    user = _user(person, world)
    client = sign_in(user)
    client.defaults["HTTP_X_OWNER"] = str(user.pk)  # as a phone says whose words it sends
    return client


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
