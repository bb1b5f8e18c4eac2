"""/stories/: the list, one story, the wall, what is said to a story, and telling one."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from cards.models import Card
from coaching.models import Cheer, PermissionStory
from coaching.models.permission_story import monday
from tests import make
from tests.api import queries
from tests.coaching.own_record import let_in
from tests.coaching.stories import text
from tests.ladder import HTMX

pytestmark = pytest.mark.django_db


def published(world, n=1, **fields):
    rows = [make.story(world.leader, world.ada, "published", said=f"Story number {k}.", **fields) for k in range(n)]
    for k, row in enumerate(rows):
        PermissionStory.objects.filter(pk=row.pk).update(published_at=timezone.now() - timedelta(hours=n - k))
    return rows


# --- reading


def test_the_story_of_the_week_comes_first_then_the_newest(world, sign_in):
    rows = published(world, 3)
    rows[0].choose(world.designer, monday(timezone.localdate()))
    page = text(sign_in(world.other).get("/stories/"))
    assert page.index("Story number 0.") < page.index("Story number 2.") < page.index("Story number 1.")
    assert page.count("Story of the week") == 1


def test_what_was_loved_most_never_comes_first(world, sign_in):
    rows = published(world, 2)
    for _n in range(9):
        Cheer.say(rows[0], make.user(), "would", yes=True)
    page = text(sign_in(world.other).get("/stories/"))
    assert page.index("Story number 1.") < page.index("Story number 0.")


def test_a_long_list_comes_in_pages_and_a_shelf_of_its_own(world, sign_in):
    published(world, 12)
    client = sign_in(world.other)
    first, second = text(client.get("/stories/")), text(client.get("/stories/?page=2"))
    assert first.count('class="tale"') == 10
    assert second.count('class="tale"') == 2
    fragment = text(client.get("/stories/?page=2", **HTMX))
    assert "<html" not in fragment
    assert fragment.count('class="tale"') == 2


@pytest.mark.parametrize(
    "asked", ["?page=0", "?page=x", "?page=99999999999", "?practice=%00", "?skill=nothing", "?practice=give-permission&skill=x"]
)
def test_an_address_that_makes_no_sense_is_a_page_all_the_same(world, sign_in, asked):
    published(world)
    assert sign_in(world.other).get(f"/stories/{asked}").status_code == 200


def test_stories_are_found_by_what_leaders_do_and_by_skill(world, sign_in):
    card = Card.objects.get(slug="say-it-their-way")
    published(world, 1, card=card.slug)
    client = sign_in(world.other)
    assert "Story number 0." in text(client.get(f"/stories/?practice={card.practice.slug}&skill={card.skill.slug}"))
    other = "hear-the-whole-story" if card.skill.slug != "hear-the-whole-story" else "make-it-clear"
    page = text(client.get(f"/stories/?skill={other}"))
    assert "Story number 0." not in page
    assert "No story goes with that yet." in page


def test_the_number_of_queries_does_not_grow(world, sign_in):
    client = sign_in(world.other)
    published(world, 1)
    few = queries(client, "/stories/")
    for row in published(world, 8):
        for _n in range(2):
            Cheer.say(row, make.user(), "did", yes=True)
    assert queries(client, "/stories/") == few <= 14
    assert queries(client, "/stories/wall/") <= 6
    make.story(world.leader, world.ada)
    mine = let_in(world.ada)
    some = queries(mine, "/mine/")
    make.story(world.leader, world.ada)
    assert queries(mine, "/mine/") == some


def test_before_the_first_there_is_an_invitation_and_the_safe_lines_are_there(world, sign_in):
    page = text(sign_in(world.leader).get("/stories/"))
    assert "The first one is still to be told" in page
    assert "Our safe lines" in page
    assert "/stories/new/" in page
    assert "/stories/new/" not in text(sign_in(world.sponsor).get("/stories/"))


def test_an_advisor_reads_them_from_their_own_page(world):
    published(world)
    page = text(let_in(world.ben).get("/stories/"))
    assert "Story number 0." in page
    assert "<button" not in page.split("<main")[1].split("</main")[0].replace('<button class="btn" type="submit">Show', "")


def test_the_wall_shows_one_at_a_time_and_ends(world, sign_in):
    published(world, 2)
    client = sign_in(world.other)
    first, second, beyond = (text(client.get(f"/stories/wall/?page={n}")) for n in (1, 2, 3))
    assert 'rel="next"' in first
    assert 'rel="prev"' not in first
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second
    assert "That was the last one" in beyond


# --- I would, I did it too


def test_it_is_said_once_by_each_and_can_be_taken_back(world, sign_in):
    row = published(world)[0]
    client, address = sign_in(world.other), reverse("stories-cheer", args=[row.pk])
    for _n in range(2):
        assert client.post(address, {"word": "would", "yes": "1"}).status_code == 302
    assert Cheer.objects.count() == 1
    assert 'aria-pressed="true"' in text(client.get("/stories/"))
    fragment = text(client.post(address, {"word": "would", "yes": "0"}, **HTMX))
    assert "<html" not in fragment
    assert 'aria-pressed="true"' not in fragment
    assert not Cheer.objects.exists()


def test_a_number_is_shown_from_eight_people_on_and_nobody_is_named(world, sign_in):
    row = published(world)[0]
    for n in range(1, 9):
        Cheer.say(row, make.user(f"Person {n}"), "did", yes=True)
        page = text(sign_in(world.other).get("/stories/"))
        assert ("said by </span>8" in page) == (n == 8)
        assert "said by </span>7" not in page
    assert "Person 1" not in page


@pytest.mark.parametrize("word", ["", "best", "would\0"])
def test_other_words_say_nothing(world, sign_in, word):
    row = published(world)[0]
    sign_in(world.other).post(reverse("stories-cheer", args=[row.pk]), {"word": word, "yes": "1"})
    assert not Cheer.objects.exists()


def test_nothing_is_said_to_a_story_that_is_not_published(world, sign_in):
    row = make.story(world.leader, world.ada)
    for who in ("leader", "other", "designer"):
        assert sign_in(getattr(world, who)).post(reverse("stories-cheer", args=[row.pk]), {"word": "did", "yes": "1"}).status_code == 404


def test_own_cheers_are_nobody_elses_to_see(world):
    row = published(world)[0]
    Cheer.say(row, world.other, "would", yes=True)
    assert Cheer.objects.visible_to(world.other).count() == 1
    assert not Cheer.objects.visible_to(world.designer).exists()
    assert not Cheer.objects.visible_to(User(is_active=False)).exists()


def test_two_stories_never_share_a_week(world):
    one, other = published(world, 2)
    week = monday(timezone.localdate()) + timedelta(weeks=2)
    one.choose(world.designer, week)
    with pytest.raises(ValidationError, match="Another story has that week"):
        other.choose(world.designer, week)
    one.call_off(world.designer)
    other.choose(world.designer, week)
    assert other.week_of == week
