"""`/cards/`: the deck, and what a kind of moment, a mindset, a skill or words leave of it."""

from __future__ import annotations

import html

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cards.models import Card, Kind, Skill
from config.ui import typeset
from tests.cards.outline import check, outline

URL = "/cards/"
EVERYONE = ("leader", "former", "designer", "hr", "sponsor", "nobody")
LISTS = (
    "",
    "?kind=stuck",
    "?mindset=brave",
    "?skill=own-the-fix",
    "?kind=stuck&mindset=curious",
    "?q=sorry",
    "?q=sorry&kind=good-catch",
    "?q=quizzaciously",
    "?kind=before-shift&skill=own-the-fix&mindset=brave",
)


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


def text(response) -> str:
    return html.unescape(response.content.decode())


def few(upto: int = 9) -> None:
    Card.objects.filter(number__gt=upto).update(retired_at=timezone.now())


def test_the_address_is_the_products():
    assert reverse("cards") == URL


def test_whoever_is_not_signed_in_is_sent_to_sign_in(db):
    response = Client().get(URL, {"kind": "stuck"})
    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize("who", EVERYONE)
def test_everyone_signed_in_may_read_the_deck(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_deck_is_only_read(client, method):
    assert getattr(client, method)(URL).status_code == 405


@pytest.mark.parametrize("query", LISTS)
def test_every_list_is_sound_html(client, query):
    check(client.get(URL + query))


def test_the_deck_opens_with_six_kinds_then_all_28(client):
    page = text(client.get(URL))
    assert "28 cards" in page
    for kind in Kind.objects.all():
        assert kind.name in page
        assert kind.means in page
    assert page.index("What just happened?") < page.index("mini--wild") < page.index("By mindset") < page.index('class="mini"')
    assert page.count('class="mini"') == 27


def test_the_headline_counts_the_cards_in_play(client):
    few(1)
    assert "1 card\n" in text(client.get(URL))


def test_every_skill_and_mindset_can_be_chosen_from_the_deck(client):
    hrefs = {link.href for link in outline(client.get(URL)).links}
    assert {f"{URL}?skill={skill.slug}" for skill in Skill.objects.all()} <= hrefs
    assert {f"{URL}?mindset={suit}" for suit in ("curious", "accountable", "brave")} <= hrefs
    assert reverse("draw") in hrefs


def test_a_card_out_of_play_leaves_its_place_empty(client):
    Card.objects.get(slug="played-it-back").retire(by=None)
    page = text(client.get(URL))
    assert "27 cards" in page
    assert "<li></li>" in page
    assert "played-it-back" not in page


def test_a_deck_with_nothing_in_play_says_so_and_offers_a_way_on(client):
    few(0)
    response = client.get(URL)
    assert "No cards in play" in text(response)
    assert reverse("toolkit") in {link.href for link in check(response).links}


def test_a_kind_shows_its_moments_in_deck_order_as_leaders_say_them(client):
    response = client.get(URL, {"kind": "stuck"})
    page = text(response)
    stuck = list(Card.objects.in_play().within(kind="stuck"))
    places = [page.index(typeset(card.current.moment)) for card in stuck]
    assert places == sorted(places)
    assert f"{len(stuck)} cards" in page
    assert "They are stuck, unsure or fed up right now." in page
    assert "Accountable 3" in page
    assert f'href="{URL}?kind=good-catch"' in page  # the other kinds are one tap away
    assert f'href="{URL}?kind=stuck"' not in page


def test_a_mindset_shows_its_opening_questions_under_the_three_suits(client):
    page = text(client.get(URL, {"mindset": "brave"}))
    brave = Card.objects.in_play().within(mindset="brave")
    assert all(typeset(card.current.open_with) in page for card in brave)
    assert page.count("deck__suit") == 0
    assert page.count('aria-current="page"') == 2  # the tab and the suit


def test_a_skill_shows_its_three_cards_and_the_wild_one(client):
    page = text(client.get(URL, {"skill": "own-the-fix"}))
    assert "4 cards" in page
    assert page.count("fan__card") == 4
    assert "am-i-allowed" in page


def test_choices_narrow_each_other(client):
    page = text(client.get(URL, {"kind": "stuck", "mindset": "curious"}))
    assert "Stuck, Curious" in page
    assert page.count("fan__card") == 2
    assert "round-it-comes-again" in page
    assert "am-i-allowed" in page


def test_choices_that_leave_nothing_say_so_and_offer_a_way_out(client):
    response = client.get(URL, {"kind": "before-shift", "skill": "own-the-fix", "for": "7"})
    assert "No card fits all of that" in text(response)
    assert f"{URL}?for=7" in {link.href for link in check(response).links}


def test_words_find_cards_best_first_and_mark_what_matched(client):
    response = client.get(URL, {"q": "he kept saying the system won't let me"})
    found = [link.href for link in outline(response).links if link.attrs.get("class") == "row"]
    assert found[0].startswith("/cards/a-kind-clear-no/?q=he+kept")
    assert f"{len(found)} cards" in text(response)
    assert "<mark>system</mark>" in text(response)
    assert "You said" in text(response)
    assert 'role="status"' in text(response)


def test_words_within_a_kind_look_only_there(client):
    page = text(client.get(URL, {"q": "sorry", "kind": "good-catch"}))
    assert "we-got-that-wrong" in page
    assert "say-it-their-way" not in page
    assert 'name="kind" value="good-catch"' in page  # the next search stays there too


def test_words_no_card_says_lead_on_to_the_kinds_and_to_all_cards(client):
    response = client.get(URL, {"q": "quizzaciously"})
    hrefs = {link.href for link in check(response).links}
    assert "No card fits that" in text(response)
    assert {f"{URL}?kind={kind.slug}" for kind in Kind.objects.all()} <= hrefs
    assert URL in hrefs


def test_no_more_than_three_are_shown_at_once(client):
    page = check(client.get(URL, {"q": "sorry"}))
    best = [link for link in page.links if link.attrs.get("class") == "row"]
    assert 3 < len(best) <= 6
    assert "More that may fit" in text(client.get(URL, {"q": "sorry"}))


def test_an_empty_search_is_the_deck(client):
    assert text(client.get(URL, {"q": "  "})).count('class="mini"') == 27


def test_words_that_speak_of_harm_bring_the_safety_route_and_care_first(client):
    response = client.get(URL, {"q": "customer told us he wants to end his life"})
    page = text(response)
    assert 'data-harm aria-labelledby="harm">' in page
    assert "999" in page
    found = [link.href for link in check(response).links if link.attrs.get("class") == "row"]
    assert found[0].startswith("/cards/ask-for-two-minutes/")


def test_other_words_keep_it_out_of_sight(client):
    assert 'data-harm aria-labelledby="harm" hidden' in text(client.get(URL, {"q": "never read the notes"}))


@pytest.mark.parametrize(
    "odd", ["🙂🙃", "مرحبا بالعالم", "\0", "sor\0ry", "x" * 5000, "a " * 2500, "%", "' OR 1=1 --", "{{ 7 }}", "‮gnp", "\n\t"]
)
def test_odd_words_are_only_words(client, odd):
    response = client.get(URL, {"q": odd})
    assert response.status_code == 200
    assert "\0" not in response.content.decode()
    check(response)


def test_what_was_typed_is_never_markup(client):
    page = client.get(URL, {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


@pytest.mark.parametrize(
    "query", ["kind=nope", "mindset=nope", "skill=nope", "kind=%00", "kind=Stuck", "skill=own-the-fix&kind=%F0%9F%99%82"]
)
def test_a_slug_nobody_has_is_not_found(client, query):
    assert client.get(f"{URL}?{query}").status_code == 404


@pytest.mark.parametrize("query", LISTS)
def test_who_it_is_for_goes_along_every_link_to_a_card(client, query):
    response = client.get(f"{URL}{query}{'&' if query else '?'}for=41")
    tab, *ours = [link.href for link in outline(response).links if link.href.startswith("/cards/")]
    assert tab == URL  # of the app, not of this errand
    assert ours
    assert all("for=41" in href for href in ours), ours


@pytest.mark.parametrize("odd", ["", "abc", "-1", "1 OR 1", "٤١", "\0", "9" * 19, "<b>"])
def test_who_it_is_for_is_digits_or_nothing(client, odd):
    assert not [link for link in outline(client.get(URL, {"for": odd})).links if "for=" in link.href]


def test_the_chosen_list_goes_along_to_its_cards(client):
    hrefs = {link.href for link in outline(client.get(URL, {"kind": "stuck", "for": "41"})).links}
    assert "/cards/am-i-allowed/?kind=stuck&for=41" in hrefs


@pytest.mark.parametrize("query", LISTS)
def test_more_cards_make_no_more_queries(client, query):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            client.get(URL + query)
        return len(seen)

    client.get(URL)
    with_all = queries()
    few(9)
    assert with_all <= queries()
