"""How the cards are used: what the pages say, to whom, and that small groups stay hidden."""

from __future__ import annotations

import re
import uuid
from datetime import datetime, time, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.html import strip_tags

from cards.models import Card, CardOpened, Opened
from coaching import rollup
from coaching.models import CheckBack, Session
from tests import make

URL = "/insight/"
SLUG, OTHER = "say-it-their-way", "am-i-allowed"
pytestmark = pytest.mark.django_db


def last_week(weeks: int = 1) -> datetime:
    """Noon on a Wednesday, that many whole weeks ago."""
    now = timezone.now()
    day = now.date() - timedelta(days=now.weekday() - 2, weeks=weeks)
    return datetime.combine(day, time(12), now.tzinfo)


@pytest.fixture
def crew(world) -> list[Any]:
    return [make.advisor(world.red, at=timezone.now() - timedelta(days=500)) for _n in range(8)]


def chats(world, crew, outcomes: list[str], at: datetime | None = None, slug: str = SLUG, edition: int | None = None) -> list[Session]:
    """One after the other with each of them; an outcome, or "" for a promise not kept."""
    at, made = at or last_week(), []
    for n, outcome in enumerate(outcomes):
        session = make.session(world.leader, crew[n % len(crew)], slug, held_at=at, come_back="next-shift", edition=edition)
        promise = session.check_backs.get()
        if outcome:
            promise.answer(by=world.leader, outcome=outcome, at=at + timedelta(minutes=n))
        CheckBack.objects.filter(pk=promise.pk).update(due_at=at + timedelta(hours=8))
        made.append(session)
    return made


def seen(client: Client, address: str = URL) -> str:
    """As it stands once what was logged is counted."""
    rollup.run()
    response = client.get(address)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", response.content.decode().replace("&nbsp;", " "))


def row(page: str, slug: str = SLUG) -> str:
    """The text of a card's line."""
    found = re.search(rf"<tr>(?:(?!</tr>).)*/insight/{slug}/.*?</tr>", page)
    assert found
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0])).strip()


def test_a_card_with_enough_looks_says_what_came_of_it(world, crew, sign_in):
    chats(world, crew, ["helped"] * 15 + ["in-the-way"] * 5 + [""] * 5)
    CardOpened.count(uuid.uuid4(), [Opened(SLUG, 1, last_week().date(), 7)])
    text = row(seen(sign_in(world.designer)))
    assert "7 25 80 % of 25, 61 to 91 % 75 % of 20, 53 to 89 % 25 % of 20, 11 to 47 %" in text


def test_with_fewer_the_counts_show_and_the_shares_do_not(world, crew, sign_in):
    chats(world, crew, ["helped"] * 19)
    assert row(seen(sign_in(world.designer))).endswith("0 19 too few too few too few")


def test_many_looks_at_seven_people_show_no_share(world, crew, sign_in):
    chats(world, crew[:7], ["helped"] * 40)
    assert "%" not in row(seen(sign_in(world.designer)))


def test_what_was_taken_back_counts_nowhere(world, crew, sign_in):
    for session in chats(world, crew, ["helped"] * 25)[:5]:
        session.withdraw(by=world.leader)
    assert "0 20 100 % of 20" in row(seen(sign_in(world.designer)))


def test_this_week_and_what_lies_before_the_span_are_left_out(world, crew, sign_in):
    chats(world, crew, ["helped"] * 20)
    chats(world, crew, [""], at=last_week(0))
    chats(world, crew, ["", ""], at=last_week(5))
    client = sign_in(world.designer)
    assert " 20 100 %" in row(seen(client, f"{URL}?weeks=4"))
    assert " 22 100 % of 20" in row(seen(client, f"{URL}?weeks=12"))  # two more logged, too few to say what came of them


def test_no_small_group_is_had_by_subtracting_a_wording_or_a_span(world, crew, sign_in):
    card = Card.objects.get(slug=SLUG)
    second = card.current
    assert second
    second.pk, second.number, second.published_at = None, 2, None
    second.open_with = "What would you say in your own words?"
    second.save()
    second.publish()
    chats(world, crew, ["helped"] * 20, edition=1, at=last_week(5))
    chats(world, crew, ["no-chance"] * 5, edition=2)
    client = sign_in(world.designer)
    for weeks in (4, 12, 26, 52):
        page = seen(client, f"{URL}{SLUG}/?weeks={weeks}")
        assert "of 25" not in page
        assert ("20 of 20" in page) is (weeks > 4)
        assert "100 % of 25" not in row(seen(client, f"{URL}?weeks={weeks}"))


def test_a_cards_own_page_says_it_in_words_and_what_changed(world, crew, sign_in):
    card = Card.objects.get(slug=SLUG)
    second = card.current
    assert second
    before = second.open_with
    second.pk, second.number, second.published_at, second.open_with = None, 2, None, "What would you say to a friend?"
    second.save()
    second.publish()
    chats(world, crew, ["helped"] * 15 + ["no-chance"] * 5, edition=2)
    page = seen(sign_in(world.designer), f"{URL}{SLUG}/")
    assert "About 8 in 10 said it helped (15 of 20; could be anywhere from 53% to 89%)." in page
    assert page.index("Edition 2") < page.index("Edition 1")
    assert "<del>" in page
    assert "<ins>" in page
    said = unescape(strip_tags(page)).replace("’", "'").replace("\xa0", " ")
    assert f"before: {before}" in said
    assert "now: What would you say to a friend?" in said


def test_cards_nobody_used_are_named_and_those_only_looked_at(world, crew, sign_in):
    chats(world, crew, [""])
    CardOpened.count(uuid.uuid4(), [Opened(OTHER, 1, last_week().date(), 1)])
    page = seen(sign_in(world.designer))
    assert "<b>26</b><span>cards nobody used" in page
    unused = page[page.index("Neither opened nor logged") : page.index("Opened and never logged")]
    assert OTHER not in unused
    assert OTHER in page[page.index("Opened and never logged") :]
    assert "/cards/no-card/" in page


def test_before_anything_happened_it_says_so(world, sign_in):
    client = sign_in(world.designer)
    assert "Nothing in these weeks" in seen(client)
    assert "Nobody opened or logged it" in seen(client, f"{URL}{SLUG}/")


def test_without_any_card_it_says_so(world, sign_in):
    Card.objects.update(current=None)
    assert "No cards in play" in seen(sign_in(world.designer))
    assert sign_in(world.designer).get(f"{URL}{SLUG}/").status_code == 404


def test_a_retired_card_shows_while_it_was_used(world, crew, sign_in):
    chats(world, crew, [""])
    Card.objects.get(slug=SLUG).retire(by=world.designer)
    Card.objects.get(slug=OTHER).retire(by=world.designer)
    page = seen(sign_in(world.designer))
    assert "retired" in row(page)
    assert f"/insight/{OTHER}/" not in page


def test_the_address_sorts_and_nonsense_is_the_deck(world, crew, sign_in):
    chats(world, crew, [""], slug=OTHER)
    client = sign_in(world.designer)

    def first(query: str) -> str:
        found = re.search(r"/insight/([\w-]+)/", seen(client, URL + query).split("<tbody>")[1])
        assert found
        return found[1]

    deck = first("")
    assert first("?sort=logged") == OTHER
    assert first("?sort=nonsense&weeks=x") == deck
    assert 'aria-sort="descending"' in seen(client, f"{URL}?sort=logged")
    for order in ("title", "opened", "came-back", "helped", "in-the-way"):
        first(f"?sort={order}")


def test_nobody_is_named(world, crew, sign_in):
    chats(world, crew, ["helped"] * 20)
    for address in (URL, f"{URL}{SLUG}/"):
        page = seen(sign_in(world.designer), address)
        for person in (*crew, world.leader):
            assert person.name not in page
        assert world.red.name not in re.sub(r"<[^>]+>", " ", page)


def test_queries_do_not_grow(world, crew, sign_in):
    client = sign_in(world.designer)

    def queries(address: str) -> int:
        rollup.run()
        with CaptureQueriesContext(connection) as caught:
            client.get(address)
        return len(caught)

    before = [queries(URL), queries(f"{URL}{SLUG}/")]
    chats(world, crew, ["helped"] * 30)
    chats(world, crew, ["helped"] * 10, slug=OTHER)
    assert [queries(URL), queries(f"{URL}{SLUG}/")] == before
    assert max(before) <= 12


@pytest.mark.parametrize("who", ["leader", "hr", "sponsor", "nobody"])
@pytest.mark.parametrize("address", [URL, f"{URL}{SLUG}/"])
def test_others_may_not_read_it(world, sign_in, who, address):
    assert sign_in(getattr(world, who)).get(address).status_code == 403
    assert 'href="/insight/"' not in sign_in(getattr(world, who)).get("/").content.decode()


def test_a_designers_home_leads_there(world, sign_in):
    assert 'href="/insight/"' in seen(sign_in(world.designer), "/")


@pytest.mark.parametrize("address", [URL, f"{URL}{SLUG}/"])
def test_it_is_read_and_nothing_else(world, sign_in, address):
    assert sign_in(world.designer).post(address).status_code == 405
    assert Client().get(address).status_code == 302


def test_a_card_that_is_not_there_is_not_found(world, sign_in):
    assert sign_in(world.designer).get(f"{URL}no-such-card/").status_code == 404
