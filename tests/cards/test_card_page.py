"""`/cards/<slug>/`: a hand of cards with this one on top, the same bytes for everybody."""

from __future__ import annotations

import html
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cards.models import Card, Edition
from config.ui import typeset
from tests.api import without_placeholders
from tests.cards.outline import check, outline

CARD = "/cards/played-it-back/"
EVERYONE = ("leader", "former", "designer", "hr", "sponsor", "nobody")
CHOICES = (
    "",
    "?kind=good-catch",
    "?mindset=accountable",
    "?skill=listen-fully",
    "?kind=good-catch&mindset=accountable&skill=listen-fully",
    "?q=sum+up",
)


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


def text(response) -> str:
    return html.unescape(response.content.decode())


def hand(response) -> list[str]:
    return re.findall(r'<li id="([^"]+)"', response.content.decode())


def reworded(slug: str, **words) -> Edition:
    """The card with a new published wording."""
    card = Card.objects.get(slug=slug)
    old = card.current
    kept = {name: getattr(old, name) for name in ("title", "heard", "moment", "open_with", "try_this")}
    edition = Edition.objects.create(card=card, number=old.number + 1, **{**kept, **words})
    edition.publish()
    return edition


def test_the_address_is_the_products():
    assert reverse("card", args=["played-it-back"]) == CARD


def test_whoever_is_not_signed_in_is_sent_to_sign_in(db):
    response = Client().get(CARD)
    assert response.status_code == 302
    assert "/login/" in response["Location"]


@pytest.mark.parametrize("who", EVERYONE)
def test_everyone_signed_in_may_read_a_card(world, sign_in, who):
    assert sign_in(getattr(world, who)).get(CARD).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_a_card_is_only_read(client, method):
    assert getattr(client, method)(CARD).status_code == 405


@pytest.mark.parametrize("path", ["/cards/nope/", CARD + "?kind=nope", CARD + "?skill=%00"])
def test_what_nobody_has_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_a_retired_card_is_not_found(client):
    Card.objects.get(slug="played-it-back").retire(by=None)
    assert client.get(CARD).status_code == 404


def test_a_card_that_was_never_published_is_not_found(client):
    Card.objects.filter(slug="played-it-back").update(current=None)
    assert client.get(CARD).status_code == 404


@pytest.mark.parametrize("query", CHOICES)
def test_every_hand_is_sound_html(client, query):
    check(client.get(CARD + query))


def test_every_card_of_the_deck_is_sound_html(client):
    for card in Card.objects.in_play():
        check(client.get(card.get_absolute_url()))


def test_with_nothing_chosen_the_hand_is_the_cards_own_kind(client):
    response = client.get(CARD)
    kind = [card.slug for card in Card.objects.in_play().within(kind="good-catch")]
    assert sorted(hand(response)) == sorted(kind)
    assert "<h1>Good catch</h1>" in text(response)


@pytest.mark.parametrize("query", CHOICES)
def test_the_card_asked_for_comes_first_and_the_others_follow_round(client, query):
    response = client.get("/cards/played-it-back/" + query)
    got = hand(response)
    assert got[0] == "played-it-back"
    assert hand(client.get(f"/cards/{got[-1]}/{query}")) == got[-1:] + got[:-1]


def test_the_place_is_the_cards_place_in_the_list_it_came_from(client):
    of = Card.objects.in_play().within(mindset="accountable").count()
    page = text(client.get("/cards/they-made-it-theirs/?mindset=accountable"))
    assert f"<span data-place>5 of {of}</span>" in page


def test_the_arrows_are_links_to_the_cards_beside_it(client):
    response = client.get("/cards/they-made-it-theirs/?mindset=accountable&for=41")
    steps = {link.attrs["data-step"]: link.href for link in outline(response).links if "data-step" in link.attrs}
    assert steps == {
        "-1": "/cards/who-what-by-when/?mindset=accountable&for=41",
        "1": "/cards/solve-the-next-one-too/?mindset=accountable&for=41",
    }


def test_a_hand_of_one_has_no_arrows(client):
    response = client.get(CARD, {"kind": "good-catch", "skill": "listen-fully", "mindset": "accountable"})
    assert "1 of 1" in text(response)
    assert "data-step" not in text(response)


def test_words_make_a_hand_in_the_order_they_found(client):
    listed = [link.href.split("/")[2] for link in outline(client.get("/cards/", {"q": "sorry"})).links if link.attrs.get("class") == "row"]
    response = client.get(f"/cards/{listed[0]}/", {"q": "sorry"})
    assert hand(response) == listed
    assert "<h1>“<bdi>sorry</bdi>”</h1>" in text(response)


def test_a_card_outside_what_was_chosen_comes_with_its_own_kind(client):
    response = client.get(CARD, {"kind": "stuck"})
    assert hand(response)[0] == "played-it-back"
    assert "<h1>Good catch</h1>" in text(response)


@pytest.mark.parametrize("odd", ["🙂", "مرحبا", "\0", "x" * 5000, "<b>"])
def test_odd_words_are_only_words(client, odd):
    check(client.get(CARD, {"q": odd}))


def test_the_way_back_leads_to_the_list_it_came_from(client):
    back = outline(client.get(CARD, {"kind": "good-catch", "for": "41"})).links[1]
    assert back.href == "/cards/?kind=good-catch&for=41"


def test_the_face_holds_the_moment_and_the_question_at_its_size(client):
    edition = Card.objects.get(slug="played-it-back").current
    page = text(client.get(CARD))
    assert edition.moment in page
    assert f'data-size="{edition.question_size}" tabindex="-1">{edition.open_with}</h2>' in page
    assert "Accountable<br>Listen fully" in page


def test_the_back_holds_everything_that_was_written(client):
    words = {
        "follow_ons": ["First follow-on?", "Second follow-on?"], "listen_for": ["A clue", "A pause"], "say_permission": "You may.",
        "why_it_matters": "It does.", "avoid": "Not this.", "check_back_when": "this-week", "check_back_ask": "How is it going with it?",
        "when_you_hear_it": "You did it.", "elsewhere": "On chat: wait.", "safety_note": "Use {support route}.",
    }  # fmt: skip
    edition = reworded("played-it-back", **words)
    page = text(client.get(CARD))
    order = [
        "First follow-on?",
        "Second follow-on?",
        "A clue",
        "A pause",
        typeset(edition.try_this),
        "You may.",
        "It does.",
        "Not this.",
        "You did it.",
        "On chat: wait.",
    ]
    order += [
        'Use <mark class="blank"><span class="sr">to be filled in: </span>support route</mark>.',
        "Come back this week",
        "How is it going with it?",
    ]
    at = page.index('id="played-it-back-back"')
    places = [page.index(words, at) for words in order]
    assert places == sorted(places)


def test_a_card_with_little_written_leaves_the_rest_out(client):
    reworded("played-it-back")
    page = text(client.get(CARD, {"kind": "good-catch", "mindset": "accountable", "skill": "listen-fully"}))
    assert "Try this" in page
    for left_out in (
        "Then ask",
        "Listen for",
        "Say it out loud",
        "Why it matters",
        "Leave out",
        "Say when you hear it",
        "Other channels",
        "Keep it safe",
        "Come back",
    ):
        assert left_out not in page


def test_the_card_for_somebody_shaken_says_that_care_comes_first(client):
    page = text(client.get("/cards/ask-for-two-minutes/", {"kind": "after-hard", "mindset": "brave", "skill": "hold-steady"}))
    assert "Care comes first." in page
    assert page.index("Keep it safe") < page.index("Try this")
    assert "Care comes first." not in text(client.get(CARD))


def test_the_wild_card_stands_across_all_suits(client):
    page = text(client.get("/cards/am-i-allowed/"))
    assert "Permission<br>The wild card" in page


def test_a_card_turns_over_by_its_address(client):
    page = check(client.get(CARD))
    turns = [link.href for link in page.links if "data-turn" in link.attrs]
    assert turns[:2] == ["#played-it-back-back", "#played-it-back"]
    assert {href[1:] for href in turns} <= set(page.ids)


def test_log_it_is_a_plain_link_that_a_sheet_may_open(client):
    response = client.get(CARD, {"for": "41"})
    logs = [link for link in outline(response).links if link.name == "Log it"]
    assert len(logs) == 2 * len(hand(response))
    assert logs[0].href == reverse("session-new") + "?for=41&card=played-it-back"
    assert logs[0].attrs["data-edition"] == "1"
    assert '<fw-sheet><dialog class="sheet" id="sheet" aria-labelledby="log-t"></dialog></fw-sheet>' in text(response)


@pytest.mark.parametrize("query", CHOICES)
def test_the_page_holds_nothing_of_the_person_who_reads_it(world, sign_in, query):
    pages = {sign_in(getattr(world, who)).get(CARD + query).content for who in EVERYONE}
    assert len(pages) == 1
    page = pages.pop().decode()
    assert "Amir" not in page
    assert "csrf" not in page.lower()
    assert "tabbar" not in page


def test_who_it_is_for_goes_along_every_link(client):
    links = [link.href for link in outline(client.get(CARD, {"for": "41"})).links if link.href.startswith("/")]
    assert links
    assert all("for=41" in href for href in links)


@pytest.mark.parametrize("query", CHOICES)
def test_five_queries_are_enough_and_more_cards_make_no_more(client, query):
    def queries() -> list[str]:
        with CaptureQueriesContext(connection) as seen:
            client.get(CARD + query)
        return [sql for sql in without_placeholders(seen) if "cards_" in sql]

    queries()
    with_all = queries()
    assert len(with_all) <= 5  # one asks for trials of two wordings
    Card.objects.filter(number__gt=9).update(retired_at=timezone.now())
    queries()  # the finder's index is made anew once
    assert len(queries()) == len(with_all)
