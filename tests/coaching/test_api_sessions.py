"""Coaching moments as the API lists and shows them."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Role, Site
from coaching.models import Dispute, Session
from tests import make
from tests.api import is_problem, pages, queries, refuses_other_methods, results

URL = "/api/v1/sessions/"
FOR_ALL = {
    "id", "held_at", "held_on", "received_at", "site", "team", "leader", "advisor", "card", "card_number", "edition", "title", "mindset",
    "skill", "practice", "kind", "step", "advisor_step", "next_step_agreed", "come_back", "made_offline", "flags", "amended_at",
    "amended_count", "withdrawn_at",
}  # fmt: skip
OWN_WORDS = {"note", "own_words", "next_step"}
WORDS = {"note": "Her mother is ill", "next_step": "Ask one more question", "step": 2}


def one(session: Session) -> str:
    return f"{URL}{session.pk}/"


def ids(response) -> set[str]:
    return {row["id"] for row in results(response)}


@pytest.fixture
def logged(world) -> Session:
    return make.session(world.leader, world.ada, **WORDS)


@pytest.fixture
def cover(world):
    dev = make.user("Dev Shah")
    make.leadership(dev, world.red, cover=True, ends_at=timezone.now() + timedelta(days=2))
    return dev


def test_a_leader_sees_it_whole(world, sign_in, logged):
    (row,) = results(sign_in(world.leader).get(URL))
    assert set(row) == FOR_ALL | OWN_WORDS
    assert (row["id"], row["note"], row["next_step"], row["step"]) == (str(logged.pk), WORDS["note"], WORDS["next_step"], 2)
    assert row["advisor"] == {"id": world.ada.pk, "name": "Ada Price", "known_as": "Ada"}
    assert row["leader"] == {"id": world.leader.pk, "name": "Amir Haddad"}
    assert (row["team"], row["site"]["name"]) == ({"id": world.red.pk, "name": "Red"}, "Harbourside")
    assert (row["card"], row["card_number"], row["edition"]) == ("say-it-their-way", logged.card.number, 1)
    assert datetime.fromisoformat(row["held_at"]) == logged.held_at
    assert row["held_at"].endswith("Z")
    assert (row["withdrawn_at"], row["amended_at"], row["next_step_agreed"]) == (None, None, True)
    assert sign_in(world.leader).get(one(logged)).json() == row


def test_a_note_comes_with_what_the_advisor_says_of_it(world, sign_in, logged):
    """P09."""
    logged.add_own_words("Not for me")
    (row,) = results(sign_in(world.leader).get(URL))
    assert (row["note"], row["own_words"]) == (WORDS["note"], "Not for me")
    for reader in (world.hr, world.other):
        assert b"Not for me" not in sign_in(reader).get(URL).content


def test_the_card_on_permission_has_no_mindset(world, sign_in):
    make.session(world.leader, world.ada, card="am-i-allowed")
    (row,) = results(sign_in(world.leader).get(URL))
    assert (row["card_number"], row["mindset"], row["skill"]) == (28, None, None)


def test_whoever_covers_sees_it_with_its_words(world, sign_in, logged, cover):
    (row,) = results(sign_in(cover).get(URL))
    assert row["note"] == WORDS["note"]
    assert sign_in(cover).get(one(logged)).json() == row


# S02
def test_a_stranger_gets_what_a_made_up_id_gets(world, sign_in, logged):
    client = sign_in(world.other)
    assert results(client.get(URL)) == []
    theirs, none = client.get(one(logged)), client.get(f"{URL}{uuid.uuid4()}/")
    is_problem(theirs, 404, "not_found")
    assert (theirs.content, theirs.status_code) == (none.content, none.status_code)


def test_hr_sees_the_moment_but_none_of_the_words(world, sign_in, logged):
    client = sign_in(world.hr)
    for response in (client.get(URL), client.get(one(logged))):
        assert b"mother" not in response.content
        assert b"one more question" not in response.content
    (row,) = results(client.get(URL))
    assert set(row) == FOR_ALL
    assert row["next_step_agreed"] is True
    assert set(client.get(one(logged)).json()) == FOR_ALL


def test_words_go_by_the_team_led_now_whatever_else_somebody_is(world, sign_in, logged):
    """The rule of Session.note_for, for every one of the cast; HR who lead a team read their own team's words only."""
    both = make.user("Hal Both")
    Role.grant(both, Role.Name.HR)
    make.leadership(both, world.blue)
    blues = make.session(world.other, world.cleo, note="Blue words")
    for who in (world.leader, world.other, world.hr, both):
        for row in results(sign_in(who).get(URL)):
            session = {str(logged.pk): logged, str(blues.pk): blues}[row["id"]]
            assert row.get("note", "") == session.note_for(who)
            assert ("note" in row) == who.led(session.team, timezone.now())
    assert len(results(sign_in(both).get(URL))) == 2


@pytest.mark.parametrize("who", ["former", "designer", "sponsor", "nobody"])
def test_the_list_is_not_for_everybody_and_a_moment_that_is_not_theirs_is_not_there(world, sign_in, logged, who):
    client = sign_in(getattr(world, who))
    is_problem(client.get(URL), 403, "forbidden")
    is_problem(client.get(one(logged)), 404, "not_found")


def test_signed_out(client, world, logged):
    is_problem(client.get(URL), 401, "signed_out")
    is_problem(client.get(one(logged)), 401, "signed_out")


def test_other_methods_are_refused(world, sign_in, logged):
    refuses_other_methods(sign_in(world.leader), URL)
    refuses_other_methods(sign_in(world.leader), one(logged), "put")


def test_what_was_held_in_an_earlier_team_stays_there(world, sign_in, logged):
    world.ada.move(world.blue)
    assert ids(sign_in(world.other).get(URL)) == set()
    assert ids(sign_in(world.leader).get(URL)) == set()
    assert ids(sign_in(world.hr).get(URL)) == {str(logged.pk)}


def test_what_was_taken_back_is_shown_only_when_asked_for(world, sign_in, logged):
    standing = make.session(world.leader, world.ben)
    logged.withdraw(world.leader, "Wrong person")
    client = sign_in(world.hr)
    assert ids(client.get(URL)) == ids(client.get(URL, {"withdrawn": "no"})) == {str(standing.pk)}
    (row,) = results(client.get(URL, {"withdrawn": "yes"}))
    assert (row["id"], bool(row["withdrawn_at"])) == (str(logged.pk), True)
    assert len(results(client.get(URL, {"withdrawn": "any"}))) == 2


# --- filters ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def spread(world) -> dict[str, Session]:
    """Red on one site, a third team on another; held and received on days of their own."""
    green = make.team("Green", site=Site.objects.create(name="Hillside"), time_zone="Pacific/Auckland")
    gina = make.user("Gina Green")
    make.leadership(gina, green)
    gil = make.advisor(green, "Gil Moss")
    # Half past ten at night in London on the 9th of March is the 10th on Green's wall.
    held = datetime(2026, 3, 9, 22, 30, tzinfo=UTC)
    found = {
        "ada": make.session(world.leader, world.ada, held_at=held),
        "ben": make.session(world.leader, world.ben, card="wait-one-more-beat", held_at=held + timedelta(days=20)),
        "gil": make.session(gina, gil, held_at=held),
    }
    for day, name in enumerate(found, start=1):
        Session.objects.filter(pk=found[name].pk).update(received_at=datetime(2026, 4, day, 23, 59, 59, 999_999, tzinfo=UTC))
    return found


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"held_from": "2026-03-10"}, {"ben", "gil"}),
        ({"held_to": "2026-03-09"}, {"ada"}),
        ({"held_from": "2026-03-09", "held_to": "2026-03-10"}, {"ada", "gil"}),
        ({"received_from": "2026-04-02"}, {"ben", "gil"}),
        ({"received_to": "2026-04-02"}, {"ada", "ben"}),
        ({"received_from": "2026-04-02", "received_to": "2026-04-02"}, {"ben"}),
        ({"card": "wait-one-more-beat"}, {"ben"}),
        ({"card": "", "team": ""}, {"ada", "ben", "gil"}),
        ({"held_from": "2000-01-01", "received_to": "2199-12-31"}, {"ada", "ben", "gil"}),
    ],
)
def test_narrowed_by_days_and_card(world, sign_in, spread, asked, expected):
    assert ids(sign_in(world.hr).get(URL, asked)) == {str(spread[name].pk) for name in expected}


def test_narrowed_by_site_team_and_advisor(world, sign_in, spread):
    client = sign_in(world.hr)
    assert ids(client.get(URL, {"site": spread["gil"].team.site_id})) == {str(spread["gil"].pk)}
    assert ids(client.get(URL, {"team": world.red.pk})) == {str(spread["ada"].pk), str(spread["ben"].pk)}
    assert ids(client.get(URL, {"advisor": world.ben.pk})) == {str(spread["ben"].pk)}
    assert ids(client.get(URL, {"advisor": world.ben.pk, "team": world.blue.pk})) == set()
    assert ids(client.get(URL, {"advisor": 2**63 - 1})) == set()


# S08
def test_a_filter_opens_nothing(world, sign_in, spread):
    client = sign_in(world.other)
    for asked in ({"advisor": world.ada.pk}, {"team": world.red.pk}, {"site": world.red.site_id}, {"withdrawn": "any"}):
        assert results(client.get(URL, asked)) == []


# S08
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("held_from", "yesterday"), ("held_from", "2026-02-30"), ("held_to", "0001-01-01"), ("received_to", "9999-12-31"),
        ("received_from", "2026-03-09T10:00"), ("site", "Harbourside"), ("site", "0"), ("team", "1.5"), ("team", "-1"), ("advisor", "1e3"),
        ("advisor", str(10**23)), ("advisor", "9" * 2000), ("advisor", "1 OR 1=1"), ("card", "no-such-card"), ("card", "a\x00b"),
        ("card", "x'; --"), ("withdrawn", "maybe"), ("page_size", "0"), ("cursor", "x"),
        ("ordering", "note"), ("search", "mother"), ("note", "mother"), ("leader__password__startswith", "a"), ("format", "xml"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_by_name(world, sign_in, name, value):
    is_problem(sign_in(world.leader).get(URL, {name: value}), 422, "invalid", name)


def test_every_fault_is_named_at_once(world, sign_in):
    asked = {"held_from": "x", "colour": "red", "held_to": "2026-01-01"}
    is_problem(sign_in(world.leader).get(URL, asked), 422, "invalid", "held_from", "colour")


@pytest.mark.parametrize("which", ["held", "received"])
def test_days_the_wrong_way_round(world, sign_in, which):
    asked = {f"{which}_from": "2026-03-10", f"{which}_to": "2026-03-09"}
    is_problem(sign_in(world.leader).get(URL, asked), 422, "invalid", f"{which}_to")


# --- pages -----------------------------------------------------------------------------------------------------------


def test_newest_first_and_every_row_once_though_many_arrived_in_one_moment(world, sign_in):
    for minutes in (1, 2, 3):
        make.session(world.leader, world.ada, held_at=timezone.now() - timedelta(minutes=minutes))
    together = [make.session(world.leader, world.ben) for _ in range(7)]
    Session.objects.filter(pk__in=[session.pk for session in together]).update(received_at=timezone.now() - timedelta(days=1))
    found = pages(sign_in(world.leader), URL + "?page_size=2")
    rows = [row for page in found for row in page]
    assert len({row["id"] for row in rows}) == len(rows) == 10
    assert [(row["received_at"], row["id"]) for row in rows] == sorted(((row["received_at"], row["id"]) for row in rows), reverse=True)


def test_a_page_stays_right_while_rows_arrive_and_keeps_its_filters(world, sign_in):
    client = sign_in(world.leader)
    first, second = make.session(world.leader, world.ada), make.session(world.leader, world.ada)
    make.session(world.leader, world.ben)
    body = client.get(URL, {"advisor": world.ada.pk, "page_size": 1}).json()
    assert [row["id"] for row in body["results"]] == [str(second.pk)]
    make.session(world.leader, world.ada)
    assert [row["id"] for row in client.get(body["next"]).json()["results"]] == [str(first.pk)]


def test_a_cursor_opens_nothing_to_whoever_borrows_it(world, sign_in):
    for _ in range(2):
        make.session(world.leader, world.ada)
    following = sign_in(world.leader).get(URL, {"page_size": 1}).json()["next"]
    assert results(sign_in(world.other).get(following)) == []


def test_a_cursor_of_another_list_is_refused(world, sign_in):
    client = sign_in(world.leader)
    following = client.get("/api/v1/advisors/", {"page_size": 1}).json()["next"]
    is_problem(client.get(following.replace("advisors", "sessions")), 422, "invalid", "cursor")


@pytest.mark.parametrize("who", ["leader", "hr"])
@pytest.mark.parametrize("query", ["", "?team={red}&card=say-it-their-way&held_from=2026-01-01"])
def test_queries_do_not_grow_with_sessions(world, sign_in, who, query):
    client, asked = sign_in(getattr(world, who)), URL + query.format(red=world.red.pk)
    cards = ["say-it-their-way", "am-i-allowed", "wait-one-more-beat"]
    for card in cards:
        make.session(world.leader, world.ada, card=card, note="A note")
    queries(client, asked)  # the first call of a minute makes its row, and the first look of a day
    few = queries(client, asked)
    for number in range(27):
        make.session(world.leader, make.advisor(world.red), card=cards[number % 3], note="A note")
    assert queries(client, asked) <= few + 3  # who was looked at for the first time is written down, all of them at once
    assert queries(client, asked) == few <= 10  # which browser or token, how often lately, who was looked at


@pytest.mark.parametrize("few", [0, 5_000])
def test_what_changed_since_is_the_same_where_it_is_much_and_where_it_is_little(world, sign_in, monkeypatch, few):
    """Asked for by key or in the order of arrival: came, put right, taken back, settled; nothing else."""
    monkeypatch.setattr("coaching.models.session.FEW", few)
    rows = [make.session(world.leader, world.ada) for _n in range(5)]
    Session.objects.update(received_at=timezone.now() - timedelta(days=3))
    since = timezone.now()
    came = make.session(world.leader, world.ben)
    rows[0].amend(by=world.leader, note="Put right")
    rows[1].withdraw(by=world.leader, because="A slip")
    Dispute.begin([rows[2]], "Not hers", by=world.hr)[0].settle(world.hr, "It stands")
    Dispute.begin([rows[3]], "Not hers", by=world.hr)
    asked = {"changed_from": since.isoformat(), "withdrawn": "any"}
    found = {row["id"] for row in results(sign_in(world.hr).get("/api/v1/sessions/", asked))}
    assert found == {str(row.pk) for row in (came, *rows[:3])}
