"""`/cards/print/`: the deck on paper. The order of the places is what puts every back behind its own front."""

from __future__ import annotations

import html
import math
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cards.models import Card, Edition, Mindset
from cards.views.printed import ROOM, back_size, leaves
from config.built import FONT_LETTERS, STYLES
from config.ui import typeset
from tests.api import without_placeholders
from tests.cards.outline import check, outline

URL = "/cards/print/"
EVERYONE = ("leader", "former", "designer", "hr", "sponsor", "nobody")
# Where a place lies once the sheet is turned over: (row, column) from the top left of an upright page.
PLACES = ((0, 0), (0, 1), (1, 0), (1, 1))
BEHIND = {"long": lambda row, column: (row, 1 - column), "short": lambda row, column: (1 - row, column)}


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


def sheets(response) -> list[list[str]]:
    """The slugs on each page, place by place; nothing for a place that stays empty."""
    pages = response.content.decode().split('class="leaf__paper')[1:]
    return [re.findall(r'<div class="leaf__place"(?: data-place="([^"]+)" data-size="[1-4]")?>', page) for page in pages]


def text(response) -> str:
    return html.unescape(response.content.decode())


@pytest.mark.parametrize("flip", ["long", "short"])
@pytest.mark.parametrize("n", range(10))
def test_every_back_lies_behind_its_own_front(n, flip):
    cards = list(range(1, n + 1))
    pages = list(leaves(cards, flip))
    assert len(pages) == 2 * math.ceil(n / 4)
    for front, back in zip(pages[::2], pages[1::2], strict=True):
        assert (front.back, front.turned, back.back, back.turned) == (False, False, True, flip == "short")
        assert front.sheet == back.sheet
        turned_over = {BEHIND[flip](*place): card for place, card in zip(PLACES, back.places, strict=True)}
        assert turned_over == dict(zip(PLACES, front.places, strict=True))


@pytest.mark.parametrize("n", range(10))
def test_the_fronts_are_in_deck_order_and_empty_places_come_last(n):
    fronts = [card for leaf in leaves(list(range(1, n + 1))) if not leaf.back for card in leaf.places]
    assert fronts == [*range(1, n + 1), *[None] * (-n % 4)]


@pytest.mark.parametrize("n", range(10))
def test_fronts_only_are_the_same_fronts(n):
    cards = list(range(1, n + 1))
    assert list(leaves(cards, backs=False)) == [leaf for leaf in leaves(cards) if not leaf.back]


def test_the_address_is_the_products_and_no_cards():
    assert reverse("cards-print") == URL


def test_whoever_is_not_signed_in_is_sent_to_sign_in(db):
    response = Client().get(URL)
    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize("who", EVERYONE)
def test_everyone_signed_in_may_print(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(URL).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_deck_on_paper_is_only_read(client, method):
    assert getattr(client, method)(URL).status_code == 405


@pytest.mark.parametrize("query", ["", "?flip=short", "?sides=faces", "?mindset=brave", "?kind=good-catch&skill=listen-fully&flip=short"])
def test_every_choice_is_sound_html(client, query):
    check(client.get(URL + query))


def test_the_whole_deck_is_28_cards_on_seven_sheets(client):
    deck = [card.slug for card in Card.objects.in_play()]
    pages = sheets(client.get(URL))
    assert [slug for page in pages[::2] for slug in page] == deck
    assert pages[1] == [deck[1], deck[0], deck[3], deck[2]]
    assert len(pages) == 14


def test_over_the_short_edge_the_rows_change_places_and_stand_on_their_heads(client):
    deck = [card.slug for card in Card.objects.in_play()]
    response = client.get(URL, {"flip": "short"})
    assert sheets(response)[1] == [deck[2], deck[3], deck[0], deck[1]]
    assert response.content.count(b"leaf__paper--turned") == 7
    assert "flip on the short edge" in text(response)


def test_fronts_only_have_no_backs(client):
    response = client.get(URL, {"sides": "faces"})
    assert len(sheets(response)) == 7
    assert b'class="card back"' not in response.content


@pytest.mark.parametrize("query", ["?mindset=brave", "?kind=stuck", "?skill=listen-fully", "?kind=good-catch&mindset=curious"])
def test_what_is_chosen_is_what_is_printed(client, query):
    response = client.get(URL + query)
    chosen = dict(pair.split("=") for pair in query[1:].split("&"))
    cards = [card.slug for card in Card.objects.in_play().within(**chosen)]
    assert [slug for page in sheets(response)[::2] for slug in page if slug] == cards
    links = {link.href for link in outline(response).links}
    assert {f"{URL}{query}&flip=short", f"{URL}{query}&sides=faces", f"/cards/{query}"} <= links


def test_words_choose_nothing_here(client):
    assert sheets(client.get(URL, {"q": "sorry"})) == sheets(client.get(URL))


@pytest.mark.parametrize("query", ["?kind=nope", "?mindset=nope", "?skill=%00"])
def test_a_slug_nobody_has_is_not_found(client, query):
    assert client.get(URL + query).status_code == 404


@pytest.mark.parametrize("odd", ["", "sideways", "\0", "🙂", "x" * 5000])
def test_an_odd_printer_turns_over_the_long_edge(client, odd):
    assert sheets(client.get(URL, {"flip": odd, "sides": odd})) == sheets(client.get(URL))


def test_a_card_out_of_play_is_not_printed(client):
    Card.objects.get(slug="played-it-back").retire(by=None)
    Card.objects.filter(slug="say-it-their-way").update(current=None)
    printed = {slug for page in sheets(client.get(URL)) for slug in page}
    assert len(printed - {""}) == 26
    assert not printed & {"played-it-back", "say-it-their-way"}


def test_with_no_card_in_play_there_is_nothing_to_print(client):
    Card.objects.update(retired_at=timezone.now())
    response = client.get(URL)
    assert "No cards in play" in text(response)
    assert sheets(response) == []
    assert "fw-print" not in text(response)
    assert reverse("toolkit") in {link.href for link in check(response).links}


def test_a_choice_that_leaves_nothing_leads_back_to_the_whole_deck(client):
    Card.objects.filter(mindset=Mindset.objects.get(slug="brave")).update(retired_at=timezone.now())
    Card.objects.filter(mindset=None).update(retired_at=timezone.now())
    response = client.get(URL, {"mindset": "brave", "for": "7"})
    assert "No card fits all of that" in text(response)
    assert f"{URL}?for=7" in {link.href for link in check(response).links}


def test_paper_says_all_a_card_says_and_which_edition_it_is(client):
    card = Card.objects.get(slug="the-question-that-cracked-it")
    says = card.current
    page = text(client.get(URL))
    words = (says.title, says.moment, says.open_with, says.try_this, says.say_permission, says.why_it_matters, says.avoid)
    words += (says.when_you_hear_it, says.elsewhere, says.check_back_ask, *says.follow_ons, *says.listen_for)
    for line in words:
        assert typeset(line) in page, line
    assert f"card {card.number}, edition {says.number}" in page


@pytest.mark.parametrize(("characters", "size"), [(0, 1), (ROOM[0], 1), (ROOM[0] + 1, 2), (ROOM[1] + 1, 3), (ROOM[2], 3), (ROOM[2] + 1, 4)])
def test_the_more_a_back_says_the_smaller_it_is_set(characters, size):
    assert back_size(Edition(try_this="x" * (characters // 2), follow_ons=["x" * (characters - characters // 2)])) == size


def test_the_frame_of_a_safety_note_takes_room_too():
    assert back_size(Edition(try_this="x" * 680)) == 1
    assert back_size(Edition(try_this="x" * 679, safety_note="x")) == 2


def test_nothing_on_paper_is_there_to_be_pressed(client):
    page = client.get(URL).content.decode().split('<ol class="leaves">')[1].split("</main>")[0]
    assert not re.search(r"<a\b|<button|data-turn|tabindex=.0", page)
    assert "Turn over" not in page


def test_the_cards_page_leads_here_and_back(client):
    links = {link.href for link in outline(client.get("/cards/?for=7")).links}
    assert f"{URL}?for=7" in links
    assert "/cards/?for=7" in {link.href for link in outline(client.get(f"{URL}?for=7")).links}


def test_the_sheet_for_paper_is_on_no_other_page(client):
    assert "paper" not in STYLES
    for path, there in ((URL, True), ("/cards/", False), ("/cards/played-it-back/", False), ("/", False)):
        page = text(client.get(path))
        assert ("css/paper.css" in page) is there
        assert ("elements/print.js" in page) is there


@pytest.mark.django_db
def test_the_display_font_has_every_letter_that_is_set_in_it():
    for card in Card.objects.in_play():
        says = card.current
        lines = (says.title, says.open_with, says.try_this, says.say_permission, *says.follow_ons)
        assert not set(typeset(" ".join(lines))) - set(FONT_LETTERS), card


def test_more_cards_make_no_more_queries(client):
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get(URL)
        return len(without_placeholders(found))

    whole = queries()
    Card.objects.filter(number__gt=1).update(retired_at=timezone.now())
    assert queries() == whole
