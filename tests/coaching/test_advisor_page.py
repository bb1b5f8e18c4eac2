"""/advisors/<id>/: the promise, the blueprint, words and dots, the story so far; the ladder."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.models import User
from cards.models import Card
from coaching.picture import looks_at, picture
from tests import make
from tests.ladder import HTMX, ODD, QUERIES, asked_to_sign_in, counted, cover, hr_and_leader, lead_nothing

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SUGGESTION = 4  # queries for the next card: what they asked for, their chats, their promises, the practices this leader uses
AWAY = 1  # when they are not here
LOOKED = 1  # whether it is written down already today


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def url(advisor) -> str:
    return f"/advisors/{advisor.pk}/"


def text(response) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())


def ago(days: int) -> datetime:
    return timezone.now() - days * DAY


def drawn(advisor, leader):
    cards = Card.objects.order_by("number").select_related("mindset", "skill")
    return picture(looks_at(advisor, leader), cards, advisor.team.today())


def test_a_new_advisor_is_an_invitation(world, leader):
    page = text(leader.get(url(world.ada)))
    assert "A clean sheet" in page
    assert "No chat yet" in page
    assert page.count("Not looked at yet") == 28
    assert "So far" not in page
    assert f'href="/cards/?for={world.ada.pk}"' in page


def test_what_they_are_trying_now_is_the_latest_open_promise(world, leader):
    make.check_back(world.leader, world.ada, held_at=ago(3), next_step="Older words")
    newer = make.check_back(world.leader, world.ada, next_step="Newer words")
    page = text(leader.get(url(world.ada)))
    assert "“Newer words”" in page
    assert page.index("Newer words") < page.index("Older words")
    assert f'href="/check-backs/{newer.pk}/?from=advisor"' in page


def test_a_cell_shows_its_latest_look_and_leads_to_its_moment(world, leader):
    make.session(world.leader, world.ada, step=1, held_at=ago(9))
    latest = make.session(world.leader, world.ada, step=3, held_at=ago(2))
    make.session(world.leader, world.ada, held_at=ago(1))  # didn't see it: no look
    page = text(leader.get(url(world.ada)))
    cell = next(cell for row in drawn(world.ada, world.leader).rows for cell in row.cells if cell.look)
    assert (cell.look.of, cell.look.step, cell.card.slug) == (latest.pk, 3, "say-it-their-way")
    assert 'data-level="3"' in page
    assert page.count("Not looked at yet") == 27


def test_a_look_when_come_back_to_counts_and_leads_to_where_it_began(world):
    promise = make.check_back(world.leader, world.ada, step=1, held_at=ago(3))
    promise.answer(by=world.leader, outcome="helped", step=4)
    cell = next(cell for row in drawn(world.ada, world.leader).rows for cell in row.cells if cell.look)
    assert (cell.look.step, cell.look.of) == (4, promise.session_id)
    assert sum(len(row.dots) for row in drawn(world.ada, world.leader).rows) == 2


def test_a_withdrawn_moment_is_no_look_and_stays_seen(world, leader):
    gone = make.session(world.leader, world.ada, step=4, note="Kept words")
    gone.withdraw(by=world.leader, because="Wrong name")
    page = text(leader.get(url(world.ada)))
    assert page.count("Not looked at yet") == 28
    assert 'class="is-withdrawn"' in page
    assert "Withdrawn" in page


def test_the_card_on_permission_has_a_row_of_its_own(world, leader):
    make.session(world.leader, world.ada, "am-i-allowed", step=2)
    shown = drawn(world.ada, world.leader)
    assert (shown.wild[0].look.step, shown.looked_at) == (2, 0)
    assert 'data-suit="permission" data-level="2"' in text(leader.get(url(world.ada)))


def test_every_skill_and_mindset_has_its_sentence(world, leader):
    for days, step in ((15, 1), (13, 2), (8, 2), (1, 3)):
        make.session(world.leader, world.ada, "solve-the-next-one-too", step=step, held_at=ago(days))
    page = text(leader.get(url(world.ada)))
    assert "Trying it. The middle of your last three looks; four in all, the latest yesterday." in page
    assert page.count("You two haven't looked at this yet.") == 8
    assert "Accountable: early days." in page
    assert "Brave: not looked at yet." in page
    assert "Not used for pay, ratings, capability or discipline." in page


def test_dots_lie_between_then_and_today_and_old_ones_fade(world):
    make.session(world.leader, world.ada, step=1, held_at=ago(200))
    make.session(world.leader, world.ada, step=4, held_at=ago(0))
    row = next(row for row in drawn(world.ada, world.leader).rows if row.dots)
    assert [(dot.x, dot.y, dot.faded) for dot in row.dots] == [(6, 42, True), (138, 6, False)]
    assert (row.faded.split("a")[0], row.clear.split("a")[0]) == ("M2 42", "M134 6")  # each begins half a dot to the left
    assert re.fullmatch(r"Make it clear: Talking about it on \d+ \w+, Passing it on today", row.in_words)


def test_many_dots_are_said_in_few_words(world):
    for days in range(9):
        make.session(world.leader, world.ada, step=2, held_at=ago(days))
    row = next(row for row in drawn(world.ada, world.leader).rows if row.dots)
    assert row.in_words.startswith("Make it clear: 3 earlier looks, then Trying it on")


def test_the_story_has_words_notes_and_what_came_of_it(world, leader):
    promise = make.check_back(world.leader, world.ada, held_at=ago(2), step=3, advisor_step=2, next_step="Try words", note="A note <b>")
    promise.answer(by=world.leader, outcome="not-there-yet", step=2)
    page = leader.get(url(world.ada))
    said = text(page)
    for words in ("“Try words”", "A note <b>", "Tried it, not there yet", "Ada:", "Amir:"):
        assert words in said
    assert said.index("Ada:") < said.index("Amir:")
    assert b"A note <b>" not in page.content


def test_ten_moments_at_a_time_and_htmx_gets_only_the_next(world, leader):
    for n in range(13):
        make.session(world.leader, world.ada, note=f"Note {n:02}", held_at=ago(n))
    first, second = leader.get(url(world.ada)), leader.get(url(world.ada), {"page": 2}, **HTMX)
    assert "Note 09" in text(first)
    assert "Note 10" not in text(first)
    assert "Earlier moments" in text(first)
    assert "Note 10" in text(second)
    assert "<html" not in text(second)
    assert "Earlier moments" not in text(second)
    assert "<html" in text(leader.get(url(world.ada), {"page": 2}))
    assert "That is all of them." in text(leader.get(url(world.ada), {"page": 99}))


def test_the_clock_in_the_story_is_the_teams_own(sign_in):
    far, mia = make.team("Far", time_zone="Pacific/Auckland"), make.user("Mia Lead")
    make.leadership(mia, far)
    ana = make.advisor(far, "Ana In")
    at = datetime.combine(timezone.now() - 9 * DAY, time(1), ZoneInfo("Pacific/Auckland")).astimezone(UTC)
    session = make.session(mia, ana, held_at=at)
    assert session.held_on == at.astimezone(far.zone).date()
    assert f"{session.held_on.day} {session.held_on:%b}, 01:00" in text(sign_in(mia).get(url(ana)))


def test_an_earlier_team_stays_behind(world, sign_in):
    make.session(world.leader, world.ada, step=4, note="Red words")
    world.ada.move(world.blue)
    page = text(sign_in(world.other).get(url(world.ada)))
    assert "Red words" not in page
    assert "A clean sheet" in page


@pytest.mark.parametrize("name", [*ODD, "A" * 120, "Single"])
def test_odd_names_are_shown_as_text(world, leader, name):
    page = leader.get(url(make.advisor(world.red, name)))
    assert name in text(page)
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize(
    ("who", "status"), [("other", 404), ("former", 404), ("designer", 404), ("sponsor", 404), ("nobody", 404), ("hr", 403)]
)
def test_who_may_not_open_it(world, sign_in, who, status):
    for headers in ({}, HTMX):
        assert sign_in(getattr(world, who)).get(url(world.ada), **headers).status_code == status


def test_cover_may_and_hr_rights_open_no_other_team(world, sign_in):
    assert sign_in(cover(world)).get(url(world.ada)).status_code == 200
    assert sign_in(hr_and_leader(world)).get(url(world.ada)).status_code == 403
    assert sign_in(world.other).get(url(world.cleo)).status_code == 200


def test_it_ends_with_the_leadership_and_with_the_last_day(world, leader):
    world.ben.leave()
    assert leader.get(url(world.ben)).status_code == 404
    lead_nothing(world.leader)
    assert leader.get(url(world.ada)).status_code == 404


def test_unknown_wrong_method_and_signed_out(world, client, leader):
    assert leader.get("/advisors/999999/").status_code == 404
    assert leader.get(f"/advisors/{'9' * 30}/").status_code == 404
    assert leader.post(url(world.ada)).status_code == 405
    assert asked_to_sign_in(client, url(world.ada))


def test_thirty_moments_ask_no_more_of_the_database_than_three(world, sign_in):
    def measured() -> int:
        client = sign_in(User.objects.get(pk=world.leader.pk))
        with counted() as queries:
            text(client.get(url(world.ada)))
        return len(queries)

    for n in range(3):
        make.check_back(world.leader, world.ada, step=2, held_at=ago(n))
    measured()  # that the leader looked is written down the first time a day
    few = measured()
    for n in range(30):
        make.check_back(world.leader, world.ada, step=3, held_at=ago(n))
        make.check_back(world.leader, world.ada).answer(by=world.leader, outcome="helped", step=3)
    assert measured() == few <= QUERIES + SUGGESTION + AWAY + LOOKED


def test_the_next_card_comes_with_its_reason_and_others_to_choose_from(world, leader):
    page = text(leader.get(url(world.ada)))
    assert "Try this next" in page
    assert "Start with something they do well." in page
    assert "Choose another" in page
    assert f"?for={world.ada.pk}" in page


def test_with_a_promise_ahead_nothing_new_is_suggested(world, leader):
    make.check_back(world.leader, world.ada, step=2)
    page = text(leader.get(url(world.ada)))
    assert "still on this one" in page or "come back to this" in page


def test_something_in_the_way_leads_to_the_leaders_list(world, leader):
    promise = make.check_back(world.leader, world.ada, step=2)
    promise.answer(by=world.leader, outcome="in-the-way", barrier="tool")
    page = text(leader.get(url(world.ada)))
    assert "This one is yours: something got in their way." in page
    assert "See your list" in page


def test_looking_at_it_leaves_no_trace_but_that_they_looked(world, leader):
    with counted() as queries:
        text(leader.get(url(world.ada)))
    written = [query["sql"] for query in queries if query["sql"].split()[0] in ("INSERT", "UPDATE", "DELETE")]
    assert len(written) == 1
    assert written[0].startswith("INSERT")
    assert '"coaching_opening"' in written[0]
