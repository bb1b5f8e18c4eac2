"""What every endpoint's ladder of tests needs: odd words, htmx, people made for the rung, counted queries."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Leadership, Role, User
from tests import make
from tests.world import World

HTMX = {"HTTP_HX_REQUEST": "true"}
ODD = [
    "👩🏽‍💻 took her time",
    "مرحبا بالعالم",
    "𝒜 four-byte start",
    "e\u0301 and é",
    "<script>alert(1)</script>",
    "{{ 7*7 }} {% now %}",
    "'; DROP TABLE",
]
SIGN_IN = "/accounts/login/"
# Beyond the three that every signed-in page makes: for the session, the user, and whether this browser is still signed in.
QUERIES = 8 + 3


def cover(world: World) -> User:
    """Stands in for Red's leader until next week."""
    dev = make.user("Dev Cover")
    make.leadership(dev, world.red, cover=True, starts_at=timezone.now() - timedelta(days=1), ends_at=timezone.now() + timedelta(days=6))
    return dev


def hr_and_leader(world: World) -> User:
    """Works in HR and leads Blue: sees every row, and may open those of Blue only."""
    Role.grant(world.other, Role.Name.HR)
    return world.other


def lead_nothing(leader: User) -> User:
    """From this moment on."""
    Leadership.objects.filter(leader=leader).update(ends_at=timezone.now())
    return leader


@contextmanager
def counted():
    """`with counted() as queries:`; `len(queries)` afterwards."""
    with CaptureQueriesContext(connection) as queries:
        yield queries


def asked_to_sign_in(client, url: str, method: str = "get") -> bool:
    """A plain request is led to sign-in and back; htmx is told to load it, never handed a page for a fragment."""
    plain, htmx = getattr(client, method)(url), getattr(client, method)(url, **HTMX)
    return plain.status_code == 302 and plain["Location"].startswith(SIGN_IN) and htmx["HX-Redirect"].startswith(SIGN_IN)
