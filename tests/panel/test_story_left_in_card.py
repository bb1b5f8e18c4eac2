"""A story is taken back, and a card was made of it: a designer is told, and takes its words out of the card with one tap."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cards.deck.stored import WORDING
from cards.models import Card, Edition
from coaching.models import PermissionStory
from tests import make
from tests.cards.outline import check
from tests.coaching.stories import text

pytestmark = pytest.mark.django_db
LIST, SAYS = "/admin/stories/", "Somebody took their story back."
HERS = "Ring them at nine, whatever the list says."


@pytest.fixture
def desk(world, sign_in):
    return sign_in(world.designer)


@pytest.fixture
def card(db):
    return Card.objects.get(slug="am-i-allowed")


@pytest.fixture
def before(card):
    return {field: getattr(card.current, field) for field in WORDING}


@pytest.fixture
def gone(world, card, before):
    """Told, loved, made a card that was published, and then taken back by the person it is about."""
    story = make.story(world.leader, world.ada, "published", permission=HERS)
    story.make_card(card, world.designer).publish(world.designer)
    story.withdraw(by=None)
    card.refresh_from_db()
    assert card.current.say_permission == HERS, "a published wording is not changed behind a designer's back"
    return PermissionStory.objects.get(pk=story.pk)


def act(desk, story, do):
    return desk.post(reverse("admin:stories_out_of_card", args=[story.pk]), {"do": do})


def said(card):
    card.refresh_from_db()
    return {field: getattr(card.current, field) for field in WORDING}


def test_a_designer_is_told_where_stories_wait(desk, gone, card):
    page = desk.get(LIST)
    check(page)
    assert SAYS in text(page)
    assert reverse("admin:cards_card_change", args=[card.pk]) in text(page)
    assert HERS not in text(page)


def test_one_tap_puts_back_what_the_card_said_before(desk, gone, card, before, world, sign_in):
    assert act(desk, gone, "put-back")["Location"] == LIST
    assert said(card) == before
    assert HERS not in text(sign_in(world.leader).get(card.get_absolute_url()))
    assert SAYS not in text(desk.get(LIST))
    assert (gone.acts.first().act, gone.acts.first().by) == ("out-of-card", world.designer)
    assert act(desk, gone, "put-back").status_code == 404


def test_in_a_wording_that_came_after_only_its_words_go(desk, gone, card, before, world):
    newer = {**said(card), "title": "May I?", "moment": "Somebody asks you whether they may."}
    Edition.write(card, newer, world.designer, card.current.seen).publish(world.designer)
    card.refresh_from_db()
    act(desk, gone, "put-back")
    kept = {"title": "May I?", "moment": "Somebody asks you whether they may."}
    assert said(card) == {**before, **kept}
    assert SAYS not in text(desk.get(LIST))


def test_where_a_draft_waits_nothing_is_overwritten(desk, gone, card, world):
    newer = {**said(card), "title": "May I?"}
    Edition.write(card, newer, world.designer, card.current.seen).publish(world.designer)
    card.refresh_from_db()
    Edition.write(card, {**newer, "title": "Shall I?"}, world.designer, card.current.seen)
    answer = desk.post(reverse("admin:stories_out_of_card", args=[gone.pk]), {"do": "put-back"}, follow=True)
    assert "A draft of that card waits" in text(answer)
    assert SAYS in text(answer)
    assert said(card)["say_permission"] == HERS


def test_a_designer_says_that_nothing_of_it_is_left(desk, gone, card):
    act(desk, gone, "stays")
    assert said(card)["say_permission"] == HERS
    assert SAYS not in text(desk.get(LIST))
    assert gone.acts.first().act == "not-in-card"


@pytest.mark.parametrize("how", ["rewritten", "retired", "undone"])
def test_where_leaders_read_none_of_it_nobody_is_asked(desk, gone, card, world, how):
    if how == "rewritten":
        words = {**said(card), "moment": "Other words", "try_this": "Try other words.", "say_permission": "You may."}
        Edition.write(card, words, world.designer, card.current.seen).publish(world.designer)
    elif how == "retired":
        card.retire(world.designer)
    else:
        card.undo_publishing(world.designer, gone.carded)
    assert SAYS not in text(desk.get(LIST))
    gone.put_back(world.designer)
    assert gone.acts.first().act == "withdrawn"


def test_a_card_that_said_nothing_before_is_not_emptied(gone, card, world):
    card.publications.filter(edition=gone.carded).update(before=None)
    with pytest.raises(ValidationError, match="no wording before"):
        gone.put_back(world.designer)


@pytest.mark.parametrize("who", ["leader", "other", "hr", "sponsor", "nobody"])
def test_nobody_else_is_told_or_can_do_it(world, sign_in, gone, card, who):
    client = sign_in(getattr(world, who))
    assert act(client, gone, "put-back").status_code == 403
    assert said(card)["say_permission"] == HERS


def test_a_story_that_is_still_told_is_not_taken_out(world, desk, card):
    story = make.story(world.leader, world.ada, "published", permission=HERS)
    story.make_card(card, world.designer).publish(world.designer)
    assert SAYS not in text(desk.get(LIST))
    assert act(desk, story, "put-back").status_code == 404
    assert said(card)["say_permission"] == HERS


def test_its_words_leave_a_draft_that_was_thrown_away_too(world, card):
    """The history of a card shows what was thrown away."""
    story = make.story(world.leader, world.ada, "published", permission=HERS)
    draft = story.make_card(card, world.designer)
    draft.throw_away(world.designer)
    story.withdraw(by=None)
    draft.refresh_from_db()
    assert HERS not in repr(list(Edition.objects.values()))
    assert draft.say_permission == card.current.say_permission
