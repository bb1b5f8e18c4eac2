"""Today: the state in the headline, two taps to a card, a home for those who lead no team."""

from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from cards.models import Card
from coaching.likely import likely
from coaching.models import CheckBack
from config.ui import typeset
from tests import make

pytestmark = pytest.mark.django_db


def test_nothing_due_is_a_good_day_for_a_walk(world, sign_in):
    for person in (world.ada, world.ben):
        make.session(world.leader, person)
    text = unescape(sign_in(world.leader).get("/").content.decode())
    assert "Go for a walk." in text
    assert "What did you just hear?" in text


def test_the_headline_says_how_many_are_due_and_which_are_late(world, sign_in):
    make.check_back(world.leader, world.ada, come_back="later-today", next_step="Use one detail")
    late = make.check_back(world.leader, world.ben, next_step="Ask once more")
    CheckBack.objects.filter(pk=late.pk).update(due_at=timezone.now() - timedelta(days=1))
    text = unescape(sign_in(world.leader).get("/").content.decode())
    assert "Two check-backs today" in text
    assert "Late" in text
    assert text.index("Ask once more") < text.index("Use one detail")


def test_a_promise_for_another_day_is_not_due(world, sign_in):
    make.check_back(world.leader, world.ada, come_back="next-shift")
    assert "check-back today" not in sign_in(world.leader).get("/").content.decode()


def test_who_was_not_spoken_with_lately_is_named_without_rank(world, sign_in):
    page = sign_in(world.leader).get("/")
    assert [person.known_as for person in page.context["quiet"]] == ["Ada", "Ben"]


def test_a_card_is_one_or_two_taps_away(world, sign_in):
    text = unescape(sign_in(world.leader).get("/").content.decode())
    for card in likely(world.leader, list(Card.objects.in_play()), timezone.now()):
        assert f"/cards/{card.slug}/?kind={card.kind.slug}" in text
        assert typeset(card.current.heard) in text
    assert text.count("/cards/?kind=") == 6


def test_the_likeliest_lines_follow_what_this_leader_uses_and_keep_a_good_catch(world):
    deck = list(Card.objects.in_play())
    for slug in ("am-i-allowed", "am-i-allowed", "who-what-by-when", "pick-up-the-hint", "after-a-no"):
        make.session(world.leader, world.ada, slug)
    chosen = likely(world.leader, deck, timezone.now())
    assert [card.slug for card in chosen[:3]] == ["am-i-allowed", "who-what-by-when", "pick-up-the-hint"]
    assert chosen[3].kind.slug == "good-catch"
    assert not [card for card in chosen if card.kind.slug == "after-hard"]


@pytest.mark.parametrize("who", ["designer", "hr", "sponsor", "nobody", "former"])
def test_who_leads_no_team_has_a_home_of_their_own(world, sign_in, who):
    make.check_back(world.leader, world.ada, come_back="later-today", next_step="Use one detail")
    text = sign_in(getattr(world, who)).get("/").content.decode()
    assert "Hello" in text
    assert "Use one detail" not in text
    assert "Ada" not in text


def test_the_other_team_is_not_there(world, sign_in):
    make.check_back(world.other, world.cleo, come_back="later-today", next_step="Blue words")
    text = sign_in(world.leader).get("/").content.decode()
    assert "Blue words" not in text
    assert "Cleo" not in text


def test_signed_out_goes_to_sign_in(client, db):
    assert client.get("/")["Location"] == "/accounts/login/?next=/"


def test_other_methods_are_refused(world, sign_in):
    assert sign_in(world.leader).post("/").status_code == 405


def test_no_cards_yet_is_said(world, sign_in):
    Card.objects.update(retired_at=timezone.now(), retired_by=world.designer)
    assert "There are no cards yet" in sign_in(world.leader).get("/").content.decode()


def test_the_number_of_queries_does_not_grow(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.leader)
    make.check_back(world.leader, world.ada, come_back="later-today")

    def queries():
        with django_assert_max_num_queries(40) as seen:
            client.get("/")
        return len(seen)

    few = queries()
    for _ in range(15):
        make.check_back(world.leader, make.advisor(world.red), come_back="later-today")
    assert queries() == few
