"""Everything one leader needs without a signal, and nothing about anybody else."""

from __future__ import annotations

import gzip
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from cards.deck.stored import WORDING
from cards.models import Card, Edition
from coaching.models import CheckBack
from tests import make
from tests.api import is_problem, queries, refuses_other_methods
from tests.ladder import cover, lead_nothing

URL = "/api/v1/pack/"


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def test_it_holds_what_today_and_the_check_back_show(world, leader):
    asked = make.check_back(world.leader, world.ada, next_step="Ask one more", note="Between us", edition=1)
    response = leader.get(URL)
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    pack = response.json()
    assert set(pack) == {"version", "as_of", "user", "teams", "advisors", "check_backs", "cards", "taken_back", "likely", "badge", "finder"}
    assert pack["user"] == {"id": world.leader.pk, "name": "Amir Haddad", "initials": "AH"}
    assert pack["teams"] == [{"id": world.red.pk, "name": "Red", "site": "Harbourside", "time_zone": "Europe/London"}]
    ada, ben = pack["advisors"]
    assert ada == {
        "id": world.ada.pk, "name": "Ada Price", "known_as": "Ada", "initials": "AP", "team": world.red.pk,
        "last_held_on": asked.session.held_on.isoformat(), "since": (world.red.today(timezone.now() - timedelta(days=365))).isoformat(),
    }  # fmt: skip
    assert (ben["known_as"], ben["last_held_on"]) == ("Ben", None)
    session = asked.session
    assert pack["check_backs"] == [{
        "id": str(asked.pk), "session": str(session.pk), "advisor": world.ada.pk, "ask": asked.ask, "promise": "Ask one more", "said": True,
        "held_on": session.held_on.isoformat(), "due_at": asked.due_at.isoformat().replace("+00:00", "Z"),
        "due_on": asked.due_on.isoformat(),
        "card": "say-it-their-way", "edition": 1, "title": session.edition.title, "care_first": False,
    }]  # fmt: skip
    assert abs(datetime.fromisoformat(pack["as_of"]) - timezone.now()) < timedelta(minutes=1)


def test_the_cards_fill_in_the_log_form(leader):
    pack = leader.get(URL).json()
    cards = {card["slug"]: card for card in pack["cards"]}
    assert list(cards) == list(Card.objects.in_play().values_list("slug", flat=True))
    card = Card.objects.in_play().get(slug="say-it-their-way")
    assert cards["say-it-their-way"] == {
        "slug": "say-it-their-way", "number": card.number, "edition": 1, "title": card.title, "suit": card.suit, "care_first": False,
        "next_step": card.current.try_this, "come_back": card.current.check_back_when,
    }  # fmt: skip
    care = cards[Card.objects.get(care_first=True).slug]
    assert (care["care_first"], care["next_step"]) == (True, "")
    assert set(pack["likely"]) <= set(cards)
    assert len(pack["likely"]) == 4


def test_the_finder_is_where_it_says(leader):
    assert "immutable" in leader.get(leader.get(URL).json()["finder"])["Cache-Control"]


def test_the_number_on_the_app_is_on_until_they_say_otherwise(world, leader):
    before = leader.get(URL).json()
    leader.post("/me/reminders/", {"digest": "on"})
    after = leader.get(URL).json()
    assert (before["badge"], after["badge"]) == (True, False)
    assert before["version"] != after["version"]


def test_a_promise_in_nobodys_words_is_the_cards_title(world, leader):
    make.check_back(world.leader, world.ada)
    found = leader.get(URL).json()["check_backs"][0]
    assert (found["promise"], found["said"]) == (found["title"], False)


def test_what_is_answered_or_withdrawn_or_a_retired_card_is_not_in_it(world, leader):
    answered, withdrawn, kept = (make.check_back(world.leader, who) for who in (world.ada, world.ben, world.ben))
    answered.answer(by=world.leader, outcome="helped")
    withdrawn.session.withdraw(world.leader)
    Card.objects.get(slug="say-it-their-way").retire(world.designer)
    pack = leader.get(URL).json()
    assert [row["id"] for row in pack["check_backs"]] == [str(kept.pk)]
    assert "say-it-their-way" not in {card["slug"] for card in pack["cards"]}


# P24
def test_nothing_of_other_teams_and_no_note_at_all(world, sign_in):
    make.check_back(world.other, world.cleo, next_step="Blue words", note="Blue secret")
    make.check_back(world.leader, world.ada, next_step="Red words", note="Red secret")
    Role.grant(world.leader, Role.Name.HR)
    body = sign_in(world.leader).get(URL).content.decode()
    assert "Red words" in body
    for secret in ("Blue", "Cleo", "secret", "@example.com", world.ada.employee_number):
        assert secret not in body


def test_it_goes_with_the_team(world, sign_in):
    asked = make.check_back(world.leader, world.ada)
    assert [row["id"] for row in sign_in(cover(world)).get(URL).json()["check_backs"]] == [str(asked.pk)]
    world.ada.move(world.blue)
    pack = sign_in(world.other).get(URL).json()
    assert "Ada" in {person["known_as"] for person in pack["advisors"]}
    assert pack["check_backs"] == []
    assert sign_in(world.leader).get(URL).json()["check_backs"] == []


@pytest.mark.parametrize("who", ["former", "designer", "hr", "sponsor", "nobody"])
def test_for_leaders_only(world, sign_in, who):
    is_problem(sign_in(getattr(world, who)).get(URL), 403, "forbidden")


def test_it_ends_with_the_leadership(world, leader):
    lead_nothing(world.leader)
    is_problem(leader.get(URL), 403, "forbidden")


def test_signed_out_wrong_method_and_a_question_it_does_not_know(client, db, leader):
    is_problem(client.get(URL), 401, "signed_out")
    refuses_other_methods(leader, URL)
    is_problem(leader.get(URL, {"team": 1}), 422, "invalid", "team")


# --- its version -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("known", ["{etag}", "W/{etag}", '"x", {etag}', "*"])
def test_who_has_it_already_is_told_so(leader, known):
    first = leader.get(URL)
    assert first["ETag"] == f'"{first.json()["version"]}"'
    again = leader.get(URL, headers={"If-None-Match": known.format(etag=first["ETag"])})
    assert (again.status_code, again.content, again["ETag"], again["Cache-Control"]) == (304, b"", first["ETag"], "no-store")


@pytest.mark.parametrize("known", ['"x"', "", "nonsense", '""'])
def test_who_has_another_gets_it(leader, known):
    assert leader.get(URL, headers={"If-None-Match": known}).status_code == 200


def test_the_version_changes_with_the_words_only(world, leader):
    def version() -> str:
        return leader.get(URL).json()["version"]

    seen = [version(), version()]
    assert seen[0] == seen[1]
    make.check_back(world.leader, world.ada)
    seen.append(version())
    CheckBack.objects.get().move("this-week", at=timezone.now() + timedelta(days=30))
    seen.append(version())
    CheckBack.objects.get().answer(by=world.leader, outcome="helped")
    seen.append(version())
    make.advisor(world.red, "Dora New")
    seen.append(version())
    assert len(set(seen)) == 5


def test_another_leader_has_another_version(world, sign_in, leader):
    assert leader.get(URL).json()["version"] != sign_in(cover(world)).get(URL).json()["version"]


# --- what it costs ---------------------------------------------------------------------------------------------------


def test_queries_do_not_grow_and_twelve_people_fit(world, leader):
    make.check_back(world.leader, world.ada)
    leader.get(URL)
    few = queries(leader, URL)
    for n in range(10):
        who = make.advisor(world.red, f"Advisor Number{n} Längere-Namen")
        for m in range(2):
            make.check_back(world.leader, who, next_step=f"Say what happens next, and by when, at the end of call {n} of {m}")
    assert queries(leader, URL) == few <= 22
    size = len(gzip.compress(leader.get(URL).content, 6))
    assert size < 12_000, size


def test_a_header_says_which_copies_of_the_library_a_phone_should_have(world, leader, sign_in):
    """What is published is known at the next contact, also where nothing changed in the pack; a draft changes nothing."""
    designer = sign_in(world.designer)
    before = leader.get(URL)
    assert before["X-Kept"] == leader.get("/cards/kept.json").json()["version"]
    card = Card.objects.get(slug="say-it-their-way")
    words = {name: getattr(card.current, name) for name in WORDING}
    draft = Edition.write(card, {**words, "avoid": "Leave out the long answer."}, world.designer, card.current.seen)
    assert leader.get(URL)["X-Kept"] == before["X-Kept"]
    draft.publish(by=world.designer)
    again = leader.get(URL, headers={"if-none-match": before["ETag"]})
    assert again["X-Kept"] != before["X-Kept"]
    assert designer.get("/cards/kept.json").json()["version"] == again["X-Kept"]


def test_stories_that_were_taken_back_are_named_to_the_phone_that_told_them(world, leader, sign_in):
    """Its words lie on that phone for thirty days after they were received; another leader's phone hears of none."""
    kept, gone, long_ago = (make.story(world.leader, world.ada, "published") for _ in range(3))
    gone.withdraw(by=None)
    long_ago.withdraw(by=None, at=timezone.now() - timedelta(days=33))
    before = leader.get(URL).json()
    assert before["taken_back"] == [str(gone.pk)]
    assert sign_in(world.other).get(URL).json()["taken_back"] == []
    kept.withdraw(by=None)
    after = leader.get(URL).json()
    assert after["taken_back"] == [str(gone.pk), str(kept.pk)]
    assert after["version"] != before["version"]
