"""How often cards are opened: what phones tell of it, what is kept, and that nothing counts twice."""

from __future__ import annotations

import datetime as dt
import json
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cards.models import Card, CardOpened, Opened, Tally
from cards.models.opened import WAITED
from cards.views.opened import MOST_BYTES, MOST_LINES

URL = "/cards/opened/"
MONDAY = dt.date(2026, 11, 16)
SLUG = "say-it-their-way"
pytestmark = pytest.mark.django_db


def tell(client: Client, *lines: list, pk: object = None, **more) -> int:
    said = {"id": str(pk or uuid.uuid4()), "opened": list(lines), **more}
    return client.post(URL, json.dumps(said), content_type="application/json").status_code


def line(times: int = 1, slug: str = SLUG, edition: int = 1, on: dt.date | None = None) -> list:
    return [slug, edition, (on or dt.datetime.now(dt.UTC).date()).isoformat(), times]


def counted() -> list[tuple[dt.date, str, int, int]]:
    return list(CardOpened.objects.order_by("week", "card__number").values_list("week", "card__slug", "edition__number", "times"))


def test_tallies_of_all_phones_are_one_sum_and_say_nothing_of_whom(world, sign_in):
    assert tell(sign_in(world.leader), line(2)) == 204
    assert tell(sign_in(world.other), line(3)) == 204
    [(week, slug, edition, times)] = counted()
    assert (slug, edition, times, week.weekday()) == (SLUG, 1, 5, 0)
    assert {field.name for field in CardOpened._meta.fields} == {"id", "week", "card", "edition", "times"}
    assert {field.name for field in Tally._meta.fields} == {"id", "week"}


def test_a_tally_whose_answer_was_lost_counts_once(world, sign_in):
    client, pk = sign_in(world.leader), uuid.uuid4()
    assert [tell(client, line(2), pk=pk), tell(client, line(2), pk=pk)] == [204, 204]
    assert [times for *_rest, times in counted()] == [2]


def test_weeks_and_wordings_are_kept_apart():
    card = Card.objects.get(slug=SLUG)
    assert card.current
    second = card.current
    second.pk, second.number, second.published_at = None, 2, None
    second.save()
    second.publish()
    lines = [
        Opened(SLUG, 1, MONDAY, 1),
        Opened(SLUG, 1, MONDAY - dt.timedelta(days=1), 2),
        Opened(SLUG, 2, MONDAY, 4),
        Opened(SLUG, 1, MONDAY, 1),
    ]
    assert CardOpened.count(uuid.uuid4(), lines, on=MONDAY)
    assert counted() == [(MONDAY - dt.timedelta(days=7), SLUG, 1, 2), (MONDAY, SLUG, 1, 2), (MONDAY, SLUG, 2, 4)]


def test_a_draft_a_made_up_card_and_a_made_up_number_count_nothing():
    card = Card.objects.get(slug=SLUG)
    draft = card.current
    assert draft
    draft.pk, draft.number, draft.published_at = None, 2, None
    draft.save()
    CardOpened.count(uuid.uuid4(), [Opened(SLUG, 2, MONDAY, 1), Opened(SLUG, 9, MONDAY, 1), Opened("nothing", 1, MONDAY, 1)], on=MONDAY)
    assert counted() == []


@pytest.mark.parametrize("day", [MONDAY + dt.timedelta(days=9), dt.date(1970, 1, 1), dt.date(9999, 12, 31)])
def test_a_clock_that_cannot_be_right_counts_in_the_week_it_came(day):
    CardOpened.count(uuid.uuid4(), [Opened(SLUG, 1, day, 1)], on=MONDAY)
    assert [week for week, *_rest in counted()] == [MONDAY]


def test_a_phone_that_had_no_signal_for_weeks_counts_where_it_was():
    CardOpened.count(uuid.uuid4(), [Opened(SLUG, 1, MONDAY - dt.timedelta(weeks=WAITED), 1)], on=MONDAY)
    assert [week for week, *_rest in counted()] == [MONDAY - dt.timedelta(weeks=WAITED)]


def test_ids_that_nobody_sends_again_are_let_go():
    old, lately = uuid.uuid4(), uuid.uuid4()
    CardOpened.count(old, [Opened(SLUG, 1, MONDAY, 1)], on=MONDAY)
    CardOpened.count(lately, [Opened(SLUG, 1, MONDAY, 1)], on=MONDAY + dt.timedelta(weeks=WAITED))
    assert Tally.objects.count() == 2
    CardOpened.count(uuid.uuid4(), [], on=MONDAY + dt.timedelta(weeks=WAITED + 1))
    assert not Tally.objects.filter(pk=old).exists()
    assert Tally.objects.filter(pk=lately).exists()


@pytest.mark.parametrize("who", ["designer", "hr", "sponsor", "nobody", "former"])
def test_only_leaders_are_counted(world, sign_in, who):
    """Who writes a card opens it too, and would read their own footsteps."""
    assert tell(sign_in(getattr(world, who)), line(2)) == 204
    assert counted() == []


@pytest.mark.parametrize(
    "lines",
    [
        [], [line()] * (MOST_LINES + 1), [["x"]], [line(times=0)], [line(times=501)], [line(times=-1)], [line(slug="")], [line(slug="\0")],
        [line(edition=10**9)], [[SLUG, 1, "yesterday", 1]], [[SLUG, 1, None, 1]], [[SLUG, True, "2026-11-16", 1]],
        [[SLUG, 1, "2026-11-16", 1.5]], [[[SLUG], 1, "2026-11-16", 1]], [None], "lines", {"a": 1}, None,
    ],
)  # fmt: skip
def test_what_no_phone_of_ours_says_is_refused_and_counts_nothing(world, sign_in, lines):
    said = json.dumps({"id": str(uuid.uuid4()), "opened": lines})
    assert sign_in(world.leader).post(URL, said, content_type="application/json").status_code == 422
    assert counted() == []


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b"\xff", b"1", b'{"opened": [["a", 1, "2026-11-16", 1]]}', b'{"id": 7, "opened": []}', b"[" * 9000]
)
def test_no_bytes_break_it(world, sign_in, body):
    assert sign_in(world.leader).post(URL, body, content_type="application/json").status_code == 422


def test_a_large_body_is_refused(world, sign_in):
    assert tell(sign_in(world.leader), line(), more="x" * MOST_BYTES) == 422
    assert counted() == []


def test_many_lines_cost_no_more_queries_than_one(world, sign_in):
    client, slugs = sign_in(world.leader), list(Card.objects.in_play().values_list("slug", flat=True))
    tell(client, line())

    def queries(*lines: list) -> int:
        with CaptureQueriesContext(
            connection,
        ) as caught:
            assert tell(client, *lines) == 204
        return len(caught)

    one = queries(line())
    assert queries(*[line(slug=slug) for slug in slugs]) == one


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_other_methods_are_refused(world, sign_in, method):
    assert getattr(sign_in(world.leader), method)(URL).status_code == 405


def test_without_a_token_or_a_sign_in_nothing_is_counted(world):
    assert tell(Client(), line()) == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert tell(strict, line()) == 403
    assert counted() == []
