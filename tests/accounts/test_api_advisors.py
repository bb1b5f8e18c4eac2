"""The advisors a person may see, alphabetically."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Site
from tests import make
from tests.api import is_problem, pages, queries, refuses_other_methods, results

URL = "/api/v1/advisors/"
FOR_LEADERS = {"id", "name", "known_as", "team"}


def names(response) -> list[str]:
    return [row["known_as"] for row in results(response)]


def test_a_leader_sees_their_team_in_the_order_of_names(world, sign_in):
    make.advisor(world.red, "Abe Last")
    rows = results(sign_in(world.leader).get(URL))
    assert [row["known_as"] for row in rows] == ["Abe", "Ada", "Ben"]
    assert rows[1] == {"id": world.ada.pk, "name": "Ada Price", "known_as": "Ada", "team": {"id": world.red.pk, "name": "Red"}}


def test_whoever_covers_sees_the_team_too(world, sign_in):
    dev = make.user("Dev Shah")
    make.leadership(dev, world.red, cover=True, ends_at=timezone.now() + timedelta(days=2))
    assert names(sign_in(dev).get(URL)) == ["Ada", "Ben"]


def test_a_stranger_sees_nobody_of_it(world, sign_in):
    assert names(sign_in(world.other).get(URL)) == ["Cleo"]


def test_leavers_are_off_the_leaders_list_and_marked_for_hr(world, sign_in):
    world.ada.leave()
    assert names(sign_in(world.leader).get(URL)) == ["Ben"]
    active = {row["known_as"]: row["active"] for row in results(sign_in(world.hr).get(URL))}
    assert active == {"Ada": False, "Ben": True, "Cleo": True}


def test_hr_sees_everybody_with_number_and_site(world, sign_in):
    rows = results(sign_in(world.hr).get(URL))
    assert [row["known_as"] for row in rows] == ["Ada", "Ben", "Cleo"]
    assert all(set(row) == FOR_LEADERS | {"employee_number", "active", "site"} for row in rows)
    assert rows[0]["employee_number"] == world.ada.employee_number
    assert rows[0]["site"] == {"id": Site.objects.get().pk, "name": "Harbourside"}


# S07
def test_leaders_are_shown_no_address_and_no_number(world, sign_in):
    assert all(set(row) == FOR_LEADERS for row in results(sign_in(world.leader).get(URL)))


@pytest.mark.parametrize("who", ["former", "designer", "sponsor", "nobody"])
def test_the_list_is_not_for_everybody(world, sign_in, who):
    is_problem(sign_in(getattr(world, who)).get(URL), 403, "forbidden")


def test_signed_out(client, db):
    is_problem(client.get(URL), 401, "signed_out")


@pytest.mark.parametrize("name", ["team", "search", "ordering", "format", "leader__password__startswith"])
def test_a_filter_that_is_not_there_is_refused(world, sign_in, name):
    is_problem(sign_in(world.leader).get(URL, {name: "1"}), 422, "invalid", name)


# S74
@pytest.mark.parametrize("bad", ["0", "501", "-1", "many", "9" * 30, "9" * 2000])
def test_a_bad_page_size_is_refused(world, sign_in, bad):
    is_problem(sign_in(world.leader).get(URL, {"page_size": bad}), 422, "invalid", "page_size")


@pytest.mark.parametrize("bad", ["x", "MQ:1abc:zzz", "\x00", "é" * 300, "x" * 301, "' OR 1=1 --"])
def test_a_made_up_cursor_is_refused(world, sign_in, bad):
    is_problem(sign_in(world.leader).get(URL, {"cursor": bad}), 422, "invalid", "cursor")


def test_a_filter_twice_is_refused(world, sign_in):
    is_problem(sign_in(world.leader).get(URL + "?page_size=1&page_size=2"), 422, "invalid", "page_size")


def test_other_methods_are_refused(world, sign_in):
    refuses_other_methods(sign_in(world.leader), URL)


def test_pages_show_everybody_once_though_names_are_equal(world, sign_in):
    for surname in ("Price", "Zed", "Abel", "Price", "Abel"):  # the order of names is not the order of ids
        make.advisor(world.red, f"Ada {surname}")
    found = pages(sign_in(world.leader), URL + "?page_size=2")
    assert [len(rows) for rows in found] == [2, 2, 2, 1]
    people = [row["id"] for rows in found for row in rows]
    assert len(set(people)) == 7
    assert people == [row["id"] for row in results(sign_in(world.leader).get(URL))]


def test_a_page_goes_on_after_somebody_who_left_meanwhile(world, sign_in):
    client = sign_in(world.leader)
    following = client.get(URL + "?page_size=1").json()["next"]
    world.ada.leave()
    assert [row["known_as"] for row in client.get(following).json()["results"]] == ["Ben"]


def test_a_page_whose_last_person_is_erased_says_start_again(world, sign_in):
    client = sign_in(world.leader)
    following = client.get(URL + "?page_size=1").json()["next"]
    world.ada.delete()
    is_problem(client.get(following), 422, "invalid", "cursor")


@pytest.mark.parametrize("who", ["leader", "hr"])
def test_queries_do_not_grow_with_people(world, sign_in, who):
    client = sign_in(getattr(world, who))
    make.advisor(world.red)
    queries(client, URL)  # the first call of a minute makes its row
    few = queries(client, URL)
    for _ in range(27):
        make.advisor(world.red)
    assert queries(client, URL) == few <= 8  # which browser or token, and how often lately
