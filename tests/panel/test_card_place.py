"""Where a card stands is changed on a page of its own, and a new card begins there; both told in the history."""

from __future__ import annotations

import pytest

from cards.finder import deck
from cards.models import Card, Change, HeardAs, Kind, Practice
from tests.panel.forms import filled_in, text
from tests.panel.wording import address, card, form

pytestmark = pytest.mark.django_db
NEW = "/admin/cards/card/new/"


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.designer)


def chosen(row: Card, **changes) -> dict:
    """The page's form as a browser sends it: boxes and choices."""
    typed = {"mindset": row.mindset_id or "", "skill": row.skill_id or "", "practice": row.practice_id, "kind": row.kind_id}
    return {**typed, "channel": row.channel, **({"care_first": "on"} if row.care_first else {}), **changes}


def moved(client, **changes):
    page = client.get(address("place"))
    sent = chosen(card(), **filled_in(page))
    return client.post(address("place"), {**{name: value for name, value in sent.items() if name not in ("swap", "care_first")}, **changes})


def another() -> Card:
    return Card.objects.exclude(pk=card().pk).filter(mindset__isnull=False).exclude(skill=card().skill).first()


def test_practice_kind_channel_and_care_are_changed_and_told(world, client):
    practice, kind = Practice.objects.exclude(pk=card().practice_id).first(), Kind.objects.exclude(pk=card().kind_id).first()
    assert moved(client, practice=practice.pk, kind=kind.pk, channel="chat", care_first="on").status_code == 302
    now = card()
    assert (now.practice, now.kind, now.channel, now.care_first) == (practice, kind, "chat", True)
    [change] = now.history
    assert (change.by, set(change.fields)) == (world.designer, {"practice", "kind", "channel", "care_first"})


def test_saving_what_is_there_changes_nothing(client):
    assert moved(client).status_code == 302
    assert not Change.objects.exists()


def test_the_search_and_the_copies_on_phones_know_of_a_move(world, client, sign_in):
    digest, phone = deck().digest, sign_in(world.leader)
    version = phone.get("/cards/kept.json").json()["version"]
    moved(client, kind=Kind.objects.exclude(pk=card().kind_id).first().pk)
    assert deck().digest != digest
    between = phone.get("/cards/kept.json").json()["version"]
    assert between != version
    moved(client, practice=Practice.objects.exclude(pk=card().practice_id).first().pk)
    assert phone.get("/cards/kept.json").json()["version"] != between


def test_phrases_are_written_on_the_cards_own_page(world, client):
    moved(client, phrases="zebra crossing the floor\n zebra  on a lead")
    row = HeardAs.objects.get(card=card())
    assert row.phrases == ["zebra crossing the floor", "zebra on a lead"]
    assert row.history.get().by == world.designer
    assert 'href="/cards/say-it-their-way/' in client.get("/cards/", {"q": "zebra crossing"}).text


def test_a_taken_place_is_not_taken_and_two_cards_change_places_when_asked(world, client):
    one, other = card(), another()
    page = moved(client, mindset=other.mindset_id, skill=other.skill_id)
    assert page.status_code == 422
    assert f"Card {other.number}, {other.title}, stands there" in text(page)
    assert "Change places with the card" in text(page)
    assert (card().mindset, card().skill) == (one.mindset, one.skill)
    assert moved(client, mindset=other.mindset_id, skill=other.skill_id, swap="on").status_code == 302
    assert (card().mindset, card().skill) == (other.mindset, other.skill)
    there = Card.objects.get(pk=other.pk)
    assert (there.mindset, there.skill) == (one.mindset, one.skill)
    assert {change.row for change in Change.objects.filter(by=world.designer)} == {one.pk, other.pk}


def test_half_a_place_is_sent_back_with_what_was_chosen(client):
    page = moved(client, skill="")
    assert page.status_code == 422
    assert "A card has a mindset and a skill, or neither" in text(page)
    assert card().skill_id is not None


def test_of_two_who_move_it_the_second_is_told(client):
    seen = filled_in(client.get(address("place")))["seen"]
    first, second = Kind.objects.exclude(pk=card().kind_id)[:2]
    moved(client, kind=first.pk)
    page = moved(client, kind=second.pk, seen=seen)
    assert "Somebody moved this card while you looked" in text(page)
    assert card().kind == first


def test_phrases_said_twice_are_sent_back(client):
    page = moved(client, phrases="the same\nThe  same")
    assert page.status_code == 422
    assert "Here twice" in text(page)


# --- a new card -------------------------------------------------------------------------------------------------------


def begun(client, **changes):
    return client.post(NEW, chosen(card(), number=29, slug="a-new-one", **changes), follow=True)


def test_a_new_card_waits_beside_the_deck_until_it_takes_its_place(world, client):
    page = begun(client)
    made = Card.objects.get(slug="a-new-one")
    assert "Beside the deck" in text(page)
    assert (made.current, made.holder, made.history.get().by) == (None, card(), world.designer)
    client.post(f"/admin/cards/card/{made.pk}/take-over/")
    assert card().retired_at is None  # without words it takes nobody's place
    old = form()
    client.post(f"/admin/cards/card/{made.pk}/change/", {**old, "seen": ""})
    Card.objects.get(pk=made.pk).draft.publish(by=world.designer)
    assert not Card.objects.in_play().filter(pk=made.pk).exists()
    assert "Bring it in and retire card 10" in client.get(f"/admin/cards/card/{made.pk}/history/").text
    client.post(f"/admin/cards/card/{made.pk}/take-over/")
    assert Card.objects.in_play().filter(pk=made.pk).exists()
    assert card().retired_at is not None
    assert Card.objects.in_play().count() == 28


def test_a_new_card_in_a_free_place_is_in_the_deck_once_it_is_published(world, client):
    card().retire(world.designer)
    begun(client)
    made = Card.objects.get(slug="a-new-one")
    assert made.retired_at is None
    client.post(f"/admin/cards/card/{made.pk}/change/", {**form(), "seen": ""})
    Card.objects.get(pk=made.pk).draft.publish(by=world.designer)
    assert Card.objects.in_play().filter(pk=made.pk).exists()


@pytest.mark.parametrize("wrong", [{"number": "10"}, {"number": "0"}, {"slug": "no spaces"}, {"slug": "say-it-their-way"}, {"kind": ""}])
def test_what_cannot_be_a_card_is_sent_back_as_typed(client, wrong):
    page = client.post(NEW, chosen(card(), **{"number": 29, "slug": "a-new-one", **wrong}))
    assert page.status_code == 422
    assert 'aria-invalid="true"' in page.text
    assert Card.objects.count() == 28


def test_looking_makes_no_card(client):
    assert 'value="29"' in client.get(NEW).text
    assert Card.objects.count() == 28


def test_nobody_but_a_designer_moves_or_makes_a_card(world, sign_in):
    for who in (world.leader, world.hr, world.sponsor, world.nobody):
        for there in (NEW, address("place"), address("take-over")):
            assert sign_in(who).post(there, chosen(card(), number=29, slug="x")).status_code == 403
    assert Card.objects.count() == 28
