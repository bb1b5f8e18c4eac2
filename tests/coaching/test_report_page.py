"""/me/report/: a leader's own weeks, for nobody else; how long logging took is nowhere else either."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Absence, Leadership
from coaching.models import Session
from coaching.views.report import page
from tests import make
from tests.api import put
from tests.ladder import HTMX, QUERIES, asked_to_sign_in, counted, cover, lead_nothing

pytestmark = pytest.mark.django_db
URL = "/me/report/"


def text(client, **headers) -> str:
    response = client.get(URL, **headers)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", unescape(response.content.decode()))


def weeks_ago(n: int) -> datetime:
    return timezone.now() - timedelta(days=7 * n)


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def test_nothing_logged_yet(leader):
    said = text(leader)
    assert "Nothing logged yet" in said
    assert "<table" not in said


def test_this_week_beside_the_four_before_it(world, leader):
    for week, chats in enumerate((4, 2, 5, 6, 9)):
        for n in range(chats):
            make.session(
                world.leader, world.ada, "how-is-it-going" if n == 0 else "say-it-their-way", held_at=weeks_ago(week), took_ms=8_000
            )
    said = text(leader)
    assert "Four chats logged this week so far. In the middle of your last weeks: five." in said
    assert "This week so far" in said
    assert "Eight seconds, in the middle of this week so far. In the middle of your last weeks: eight seconds." in said
    assert said.count('<th scope="row">') == 5 * 3  # no promise fell due, nothing was cleared


def test_promises_and_what_was_cleared(world, leader):
    now = timezone.now()
    kept = make.check_back(world.leader, world.ada, held_at=now - timedelta(days=3))
    make.check_back(world.leader, world.ben, held_at=now - timedelta(days=3))
    kept.answer(by=world.leader, outcome="in-the-way", barrier="tool", at=now - timedelta(days=1))
    kept.barrier.clear(by=world.leader, what_was_done="Asked")
    found = page(world.leader, now)["report"]
    due = [figure for _first, figure in found.kept.weeks if figure]
    assert (sum(one.some for one in due), sum(one.of for one in due)) == (1, 2)
    assert found.waited == [1]
    assert "Days they had waited: 1." in text(leader)


def test_a_promise_nobody_could_keep_yet_is_not_among_them(world):
    now = timezone.now()
    make.check_back(world.leader, world.ada, held_at=now - timedelta(days=3))
    assert any(figure for _first, figure in page(world.leader, now)["report"].kept.weeks)
    Absence.say(world.ada, world.leader, world.red.today() - timedelta(days=4))
    assert not any(figure for _first, figure in page(world.leader, now)["report"].kept.weeks)


def test_weeks_are_those_on_the_teams_wall(world):
    """A Monday, an hour after midnight in Auckland, is Sunday noon in London."""
    far, mia = make.team("Far", time_zone="Pacific/Auckland"), make.user("Mia Lead")
    make.leadership(mia, far, starts_at=datetime(2024, 1, 1, tzinfo=UTC))
    ana = make.advisor(far, at=datetime(2024, 1, 1, tzinfo=UTC))
    monday = datetime(2026, 3, 8, 12, 0, tzinfo=UTC)  # Monday the 9th, 01:00 there
    make.session(mia, ana, held_at=monday)
    make.session(mia, ana, held_at=monday - timedelta(hours=2))
    found = page(mia, monday + timedelta(hours=1))["report"]
    assert [figure.some for _first, figure in found.chats.weeks][:2] == [1, 1]


def test_only_ones_own_and_what_stands(world, sign_in, leader):
    make.session(cover(world), world.ada)
    make.session(world.other, world.cleo)
    make.session(world.leader, world.ada).withdraw(by=world.leader)
    assert "Nothing logged yet" in text(leader)
    own = make.session(world.leader, world.ada)
    world.ada.move(world.blue)  # who moved on takes nothing out of the leader's own weeks
    assert "One chat logged this week so far." in text(leader)
    assert own.leader == world.leader
    assert "One chat" in text(sign_in(world.other))


def test_nobody_is_named_and_nobody_is_compared(world, leader):
    make.session(world.leader, world.ada)
    main = text(leader).split("<main")[1].split("</main>")[0]
    for word in ("Ada", "Ben", "Beth", "Red", "%", "target", "average", "rank"):
        assert word not in main


def test_a_first_week_has_nothing_to_look_back_on(world, leader):
    Leadership.objects.filter(leader=world.leader).update(starts_at=timezone.now())
    make.session(world.leader, world.ada)
    assert "This is your first week." in text(leader)


def test_how_long_it_took_is_on_no_other_page_and_in_no_answer(world, sign_in, leader):
    made = make.session(world.leader, world.ada, took_ms=123_456)
    for client in (leader, sign_in(world.hr)):
        for url in ("/api/v1/sessions/", f"/api/v1/sessions/{made.pk}/"):
            answer = client.get(url)
            assert answer.status_code == 200
            assert "took" not in answer.content.decode()
            assert "123" not in answer.json().get("results", [answer.json()])[0].values()
    for url in (f"/sessions/{made.pk}/", f"/advisors/{world.ada.pk}/", "/team/", "/", "/api/v1/pack/"):
        assert "123456" not in leader.get(url).content.decode()


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        (0, 0),
        (8_417, 8_417),
        (3_600_000, 3_600_000),
        (3_600_001, None),
        (-1, None),
        (9.5, None),
        ("8417", None),
        (True, None),
        (None, None),
    ],
)
def test_a_measurement_that_cannot_be_right_is_dropped_and_the_moment_kept(world, leader, sent, kept):
    body = {"advisor": world.ada.pk, "card": "say-it-their-way", "held_at": timezone.now().isoformat(), "took_ms": sent}
    assert put(leader, world.leader, body).status_code == 201
    assert Session.objects.get().took_ms == kept


def test_the_plain_form_measures_nothing(world, leader):
    form = leader.get("/sessions/new/?card=say-it-their-way").context["form"]
    leader.post("/sessions/new/", {"card": "say-it-their-way", "id": form["id"].value(), "advisor": world.ada.pk, "took_ms": "5"})
    assert Session.objects.get().took_ms is None


@pytest.mark.parametrize("took", [3_600_001, -1])
def test_the_database_keeps_the_bounds(world, took):
    made = make.session(world.leader, world.ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Session.objects.filter(pk=made.pk).update(took_ms=took)


@pytest.mark.parametrize("who", ["former", "designer", "hr", "sponsor", "nobody"])
def test_for_leaders_only(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).status_code == 403


def test_it_ends_with_the_leadership(world, leader):
    lead_nothing(world.leader)
    assert leader.get(URL).status_code == 403


def test_signed_out_and_wrong_method(world, client, leader):
    assert asked_to_sign_in(client, URL)
    assert leader.post(URL).status_code == 405
    assert leader.get(URL, **HTMX).status_code == 200


def test_it_is_never_kept_by_a_browser(world, leader):
    assert "no-store" in leader.get(URL)["Cache-Control"]


def test_forty_chats_ask_no_more_of_the_database_than_one(world, leader):
    def measured() -> int:
        with counted() as queries:
            text(leader)
        return len(queries)

    make.check_back(world.leader, world.ada, held_at=weeks_ago(1))
    few = measured()
    for n in range(40):
        make.check_back(world.leader, make.advisor(world.red), held_at=weeks_ago(n % 5))
    assert measured() == few <= QUERIES
