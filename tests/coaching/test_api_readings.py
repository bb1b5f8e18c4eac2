"""PUT /api/v1/readings/: designers and HR, one reading at a time, as often as they like."""

from __future__ import annotations

import json

import pytest

from coaching.models import Measure, Reading
from tests.api import is_problem

pytestmark = pytest.mark.django_db
URL = "/api/v1/readings/"
GOOD = {
    "measure": "interaction-nps", "site": "Harbourside", "first": "2026-01-01", "last": "2026-01-31", "value": 14.5, "n": 420,
    "low": "9.5", "high": 19, "baseline": True,
}  # fmt: skip


@pytest.fixture(autouse=True)
def nps(db):
    about = {"name": "Interaction NPS", "unit": "points", "kind": "score", "better": "up", "low": -100, "high": 100}
    Measure.objects.get_or_create(slug="interaction-nps", defaults=about)


def put(client, user, body):
    return client.put(URL, json.dumps(body), content_type="application/json", headers={"X-Owner": str(user.pk)})


def test_it_is_kept_and_twice_makes_one(world, sign_in):
    client = sign_in(world.hr)
    assert put(client, world.hr, GOOD).status_code == 201
    again = put(client, world.hr, GOOD)
    assert (again.status_code, again.json()["changed"]) == (200, False)
    mended = put(client, world.hr, {**GOOD, "value": 15})
    assert (mended.status_code, mended.json()["changed"]) == (200, True)
    row = Reading.objects.get()
    assert (row.value, row.baseline, row.received_by) == (15, True, world.hr)
    assert again["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"measure": "none"}, "measure"), ({"site": ["Harbourside"]}, "site"), ({"first": "yesterday"}, "first"), ({"n": 0}, "n"),
        ({"n": 1.5}, "n"), ({"value": 1000}, "value"), ({"value": {}}, "value"), ({"high": None}, "high"), ({"baseline": "x"}, "baseline"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(world, sign_in, wrong, field):
    is_problem(put(sign_in(world.designer), world.designer, {**GOOD, **wrong}), 422, "invalid", field)
    assert not Reading.objects.exists()


@pytest.mark.parametrize("who", ["sponsor", "leader", "nobody"])
def test_nobody_else_may(world, sign_in, who):
    user = getattr(world, who)
    is_problem(put(sign_in(user), user, GOOD), 403, "forbidden")
    assert not Reading.objects.exists()


def test_signed_out_another_name_and_wrong_methods(world, client, sign_in):
    is_problem(put(client, world.hr, GOOD), 401, "signed_out")
    hr = sign_in(world.hr)
    is_problem(put(hr, world.leader, GOOD), 403, "wrong_user")
    for method in ("get", "post", "patch", "delete"):
        is_problem(getattr(hr, method)(URL), 405, "method_not_allowed")
    is_problem(put(hr, world.hr, []), 422, "invalid", "body")
