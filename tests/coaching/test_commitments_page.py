"""`/commitments/`: what a leader does first, beside what others are trying. Theirs alone."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coaching.models import Commitment
from coaching.personal import retention
from tests import make
from tests.cards.outline import check
from tests.ladder import HTMX, ODD, asked_to_sign_in

URL = "/commitments/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


def said(world, **other) -> dict[str, str]:
    return {"words": "Sit in on one contact a day", "on": (world.red.today() + timedelta(days=4)).isoformat(), **other}


def text(response) -> str:
    return html.unescape(response.content.decode())


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text(response).split("<main")[1]))


def test_it_is_written_down_done_and_not_done_after_all(world, client):
    assert reverse("commitments") == URL
    assert client.post(URL, said(world))["Location"] == URL
    row = Commitment.objects.get()
    assert (row.leader, row.words, row.on) == (world.leader, "Sit in on one contact a day", world.red.today() + timedelta(days=4))
    page = client.get(URL)
    check(page)
    assert "Sit in on one contact a day" in words(page)
    client.post(f"{URL}{row.pk}/keep/")
    client.post(f"{URL}{row.pk}/keep/")
    row.refresh_from_db()
    assert row.kept_on == world.red.today()
    after = client.get(URL)
    check(after)
    assert "Done Sit in on one contact a day Today" in words(after)
    client.post(f"{URL}{row.pk}/reopen/")
    row.refresh_from_db()
    assert row.kept_on is None


def test_the_same_words_saved_twice_are_one(world, client):
    client.post(URL, said(world))
    assert client.post(URL, said(world), **HTMX)["HX-Redirect"] == URL
    assert Commitment.objects.count() == 1


def test_taken_back_it_is_gone(world, client):
    client.post(URL, said(world))
    client.post(f"{URL}{Commitment.objects.get().pk}/take-back/")
    assert not Commitment.objects.exists()


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world, client):
    today = world.red.today()
    for wrong, says in (
        ({"words": " "}, "Say what you will do."),
        ({"words": "x" * 141}, "140"),
        ({"on": ""}, "Write a day"),
        ({"on": "soon"}, "Write a day"),
        ({"on": (today - timedelta(days=1)).isoformat()}, "That day has gone."),
        ({"on": (today + timedelta(days=367)).isoformat()}, "more than a year ahead"),
    ):
        answer = client.post(URL, said(world, **wrong))
        assert answer.status_code == 422
        assert says in words(answer)
        assert wrong.get("words", "Sit in on one contact a day") in text(answer)
        assert "<main" not in text(client.post(URL, said(world, **wrong), **HTMX))
    assert not Commitment.objects.exists()


def test_odd_words_stay_as_they_are(world, client):
    for odd in ODD:
        client.post(URL, said(world, words=odd))
        assert Commitment.objects.latest("pk").words == odd.strip()
    assert "<script>alert" not in client.get(URL).content.decode()


def test_beside_it_stands_what_others_are_trying_and_nobody_elses(world, client, sign_in):
    there = make.check_back(world.leader, world.ada)
    make.check_back(world.other, world.cleo)
    page = client.get(URL)
    check(page)
    assert there.get_absolute_url() in text(page)
    assert "Ada" in words(page)
    assert "Cleo" not in words(page)


def test_nobody_else_reads_or_changes_it(world, client, sign_in):
    client.post(URL, said(world))
    row = Commitment.objects.get()
    assert "Sit in on" not in words(sign_in(world.other).get(URL))
    for act in ("keep", "reopen", "take-back"):
        assert sign_in(world.other).post(f"{URL}{row.pk}/{act}/").status_code == 404
        for who in (world.hr, world.designer, world.sponsor, world.nobody, world.former):
            assert sign_in(who).post(f"{URL}{row.pk}/{act}/").status_code == 403
            assert not Commitment.objects.visible_to(who).exists()
    assert sign_in(world.hr).get(URL).status_code == 403
    row.refresh_from_db()
    assert row.kept_on is None
    world.leader.is_active = False
    assert not Commitment.objects.visible_to(world.leader).exists()


def test_the_ladder(client, world, sign_in):
    client.post(URL, said(world))
    row = Commitment.objects.get()
    assert [client.get(f"{URL}{row.pk}/{act}/").status_code for act in ("keep", "reopen", "take-back")] == [405] * 3
    assert client.put(URL).status_code == 405
    assert "no-store" in client.get(URL)["Cache-Control"]
    client.logout()
    assert asked_to_sign_in(client, URL)


def test_it_is_paged_and_more_of_it_makes_no_more_queries(world, client):
    def fill(many: int) -> None:
        for n in range(many):
            Commitment.make(world.leader, f"Thing {Commitment.objects.count()}", world.red.today() + timedelta(days=n))
            Commitment.make(world.leader, f"Done {Commitment.objects.count()}", world.red.today()).keep()
            make.check_back(world.leader, make.advisor(world.red, f"Advisor {n} {many}"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(URL)
        return len(seen)

    fill(2)
    few = queries()
    fill(21)
    assert queries() == few
    page = client.get(URL)
    check(page)
    assert all(more in text(page) for more in ("?page=2", "?kept=2#kept", "?asked=2#asked"))
    second = client.get(URL + "?page=2&kept=2&asked=2")
    check(second)
    assert text(second).count("/keep/") == 2 * 3


def test_they_go_with_the_words(world, settings):
    settings.KEEP_WORDS_MONTHS = 6
    Commitment.make(world.leader, "Listen first", datetime(2026, 3, 2, tzinfo=UTC).date())
    retention.run(datetime(2026, 9, 2, 3, tzinfo=UTC))
    assert Commitment.objects.count() == 1
    retention.run(datetime(2026, 9, 3, 3, tzinfo=UTC))
    assert not Commitment.objects.exists()


def test_the_toolkit_leads_there_for_whoever_leads(world, client, sign_in):
    assert f'href="{URL}"' in text(client.get("/toolkit/"))
    assert f'href="{URL}"' in text(client.get("/toolkit/go-first/"))
    assert f'href="{URL}"' not in text(sign_in(world.designer).get("/toolkit/"))
