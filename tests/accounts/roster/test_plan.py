"""What a roster would do, case by case, against what a person would say it does; nothing is written by looking."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Advisor, Leadership, Membership, Team
from accounts.roster.change import Kind
from accounts.roster.known import Place
from accounts.roster.plan import resembles
from tests import make
from tests.accounts.roster.files import looked, roster

pytestmark = pytest.mark.django_db
NOW = timezone.now


def one(world, *lines: str, **options):
    """What the last line would do."""
    return looked(world, roster(*lines), **options)[1].everything[-1]


def days(n: int) -> str:
    return (NOW() + timedelta(days=n)).date().isoformat()


def advisor(person: Advisor, team: str = "Red", **said: str) -> str:
    """The line of somebody who is here."""
    words = {"name": person.name, "known_as": "", "email": "", "from": "", "until": "", **said}
    return (
        f"advisor,{person.employee_number},{words['name']},{words['known_as']},{words['email']},Harbourside,{team},"
        f"{words['from']},{words['until']}"
    )


def test_as_they_are_is_unchanged_whatever_the_case_of_the_team(world):
    for team in ("Red", "RED", " red  "):
        assert one(world, advisor(world.ada, team)).kind is Kind.UNCHANGED


def test_somebody_new_joins(world):
    found = one(world, "advisor,N1,Zed Zo,,,Harbourside,Red,2026-01-05,")
    assert (found.kind, found.words) == (Kind.NEW, ["Joins Harbourside · Red from Mon 5 Jan."])
    assert one(world, ",N1,Zed Zo,,,,Red,,").words == ["Joins Harbourside · Red from now on."]


def test_another_team_is_a_move(world):
    found = one(world, advisor(world.ada, "Blue"))
    assert (found.kind, found.words) == (Kind.MOVED, ["Moves from Harbourside · Red to Harbourside · Blue from now on."])


def test_a_last_day_ahead_or_gone_is_leaving_and_said_again_it_is_nothing(world):
    for n in (-3, 0, 9):
        assert one(world, advisor(world.ada, until=days(n))).kind is Kind.LEFT
    world.ada.leave(NOW() - timedelta(days=3))
    assert one(world, advisor(world.ada, until=days(-3))).kind is Kind.UNCHANGED


def test_a_leaver_comes_back(world):
    world.ada.leave(NOW() - timedelta(days=30))
    assert one(world, advisor(world.ada)).kind is Kind.RETURNED
    assert one(world, advisor(world.ada, "Blue")).kind is Kind.RETURNED


def test_an_empty_last_day_takes_one_ahead_back_where_the_file_has_that_column(world):
    world.ada.leave(NOW() + timedelta(days=9))
    assert one(world, advisor(world.ada)).kind is Kind.RETURNED
    without = f"number,team\n{world.ada.employee_number},Red\n".encode()
    assert looked(world, without)[1].everything[0].kind is Kind.UNCHANGED


def test_a_name_or_an_address_changes_and_an_empty_cell_changes_nothing(world):
    found = one(world, advisor(world.ada, name="Ada Stone", email="ada@example.com"))
    assert found.kind is Kind.CHANGED
    assert found.words == ["Name: Ada Price becomes Ada Stone.", "E-mail: none becomes ada@example.com."]
    assert one(world, advisor(world.ada, name="")).kind is Kind.UNCHANGED


def test_a_number_with_another_name_altogether_is_asked_about(world):
    """S69: an employee number used again."""
    plan = looked(world, roster(advisor(world.ada, name="Zed Zo")))[1]
    assert (plan.asks, plan.doubtful[0].here.pk) == ({"names"}, world.ada.pk)
    world.ada.email = "a@example.com"
    world.ada.save()
    assert looked(world, roster(advisor(world.ada, name="Zed Zo", email="A@example.com")))[1].asks == set()


def test_a_day_ahead_waits(world):
    assert one(world, f"advisor,N1,Zed Zo,,,Harbourside,Red,{days(5)},").kind is Kind.LATER
    assert one(world, advisor(world.ada, "Blue", **{"from": days(5)})).kind is Kind.LATER


UNCLEAR = [
    ("advisor,,Ada,,,Harbourside,Red,,", "The employee number is missing."),
    ("advisor,~N1,Ada,,,Harbourside,Red,,", "An employee number cannot begin with “~”."),
    ("advisor,N1,Ada,,,Harbourside,,,", "The team is missing."),
    ("advisor,N1,Ada,,,,Purple,,", "Purple is new: write its site."),
    ("advisor,N1,,,,Harbourside,Red,,", "N1 is nobody we know, so the name is needed."),
    ("advisor,N1,Ada,,ada at home,Harbourside,Red,,", "“ada at home” is no e-mail address."),
    ("advisor,N1,Ada,,,Harbourside,Red,11/22/2026,", "from is “11/22/2026”. Write the day as 2026-11-22 or 22/11/2026."),
    ("advisor,N1,Ada,,,Harbourside,Red,2026-02-03,2026-02-01", "The last day is before the first."),
    ("boss,N1,Ada,,,Harbourside,Red,,", "role is “boss”. It is advisor, leader or cover."),
    ("advisor,#N/A,Ada,,,Harbourside,Red,,", "employee_number is “#N/A”: the spreadsheet could not work it out."),
    ("advisor,N1,A\u202eda,,,Harbourside,Red,,", "name has signs in it that cannot be seen. Write it anew."),
    ("leader,,Amir,,,Harbourside,Red,,", "The e-mail or the employee number is missing."),
    ("leader,L9,Amir,,,Harbourside,Red,,", "Nobody with this employee number signs in here, so the e-mail is needed."),
    ("leader,,,,x@example.com,Harbourside,Red,,", "Nobody with this e-mail signs in here, so the name is needed."),
    ("cover,,Dev,,d@example.com,Harbourside,Red,,", "Cover needs a first and a last day."),
]


@pytest.mark.parametrize(("said", "why"), UNCLEAR)
def test_what_is_unclear_says_so_with_its_line(world, said, why):
    found = one(world, said)
    assert (found.kind, found.number, why in found.words) == (Kind.UNCLEAR, 2, True)


def test_the_same_number_twice_or_mangled_by_a_spreadsheet_is_unclear(world):
    again = one(world, advisor(world.ada), advisor(world.ada, "Blue"))
    assert (again.number, again.words) == (3, ["The same employee number is on line 2 already."])
    make.advisor(world.red, "Zed", employee_number="00042")
    assert "00042 is" in one(world, "advisor,42,Zed,,,Harbourside,Red,,").words[0]


def test_a_move_from_before_they_came_is_unclear(world):
    found = one(world, advisor(world.ada, "Blue", **{"from": "2015-01-01"}))
    assert found.kind is Kind.UNCLEAR
    assert "Leave it empty, or write the first day in the new team." in found.words[0]


def test_a_team_of_two_sites_needs_its_site(world):
    make.team("Red", site=Team.objects.get(pk=world.blue.pk).site.__class__.objects.create(name="Hill"))
    assert "more than one site" in one(world, "advisor,N1,Ada,,,,Red,,").words[0]


def test_a_new_team_is_named_before_it_is_made_and_a_likeness_too(world):
    plan = looked(world, roster("advisor,N1,Zed,,,Harborside,Red,,"))[1]
    assert [str(place) for place in plan.places] == ["Harborside · Red"]
    known = [("Harbourside", "Red"), ("Harbourside", "Blue")]
    assert resembles(plan.places[0], known) == "Harbourside"
    assert resembles(Place("Harbourside", "Blues"), known) == "Blue"
    assert resembles(Place("Harbourside", "Emerald"), known) == ""
    assert not Team.objects.filter(site__name="Harborside").exists()


def test_everybody_else_has_left_only_when_that_is_said_and_with_a_brake(world):
    many = [make.advisor(world.blue, f"Extra {n}") for n in range(17)]  # twenty in all
    lines = [advisor(world.ada), advisor(world.ben), advisor(world.cleo, "Blue"), *(advisor(one, "Blue") for one in many)]
    assert looked(world, roster(*lines[:-2]))[1].nothing
    two = looked(world, roster(*lines[:-2]), full=True)[1]
    assert (two.counts["left"], two.asks) == (2, set())
    three = looked(world, roster(*lines[:-3]), full=True)[1]
    assert (three.counts["left"], three.asks) == (3, {"everyone"})


def test_a_new_leader_takes_the_place_of_the_one_before(world):
    plan = looked(world, roster(f"leader,,,,{world.other.email},Harbourside,Red,,"))[1]
    words = [(found.name, found.words) for found in plan.everything]
    assert words == [
        ("Beth Owen", ["Leads Harbourside · Red from now on."]),
        ("Amir Haddad", ["No longer leads Harbourside · Red from now on."]),
    ]
    assert looked(world, roster(f"leader,,,,{world.leader.email},Harbourside,Red,,"))[1].nothing


def test_leaders_that_do_not_add_up_are_unclear(world):
    world.leader.employee_number = "L1"
    world.leader.save()
    closed = make.user("Shut Down", is_active=False)
    for said, why in (
        (f"leader,L1,,,{world.other.email},Harbourside,Red,,", "belongs to Beth Owen"),
        ("leader,L1,,,new@example.com,Harbourside,Red,,", "signs in with another address"),
        (f"leader,L2,,,{world.leader.email},Harbourside,Red,,", "has the employee number L1 here"),
        (f"leader,,,,{closed.email},Harbourside,Red,,", "is closed"),
    ):
        assert why in one(world, said).words[0]


def test_cover_is_made_once_and_never_twice_on_a_day(world):
    line = f"cover,,,,{world.other.email},Harbourside,Red,{days(2)},{days(5)}"
    assert one(world, line).kind is Kind.LEADS
    today = world.red.today()
    Leadership.hand_over(world.red, world.other, today + timedelta(days=2), today + timedelta(days=5))
    assert one(world, line).kind is Kind.UNCHANGED
    assert "covers on these days already" in one(world, line.replace(world.other.email, world.designer.email)).words[0]


def test_looking_writes_nothing_but_the_draft(world):
    before = [list(model.objects.order_by("pk").values()) for model in (Advisor, Membership, Leadership, Team)]
    looked(
        world,
        roster("advisor,N1,Zed,,,New site,New,,", advisor(world.ada, "Blue"), "leader,,L,,l@example.com,Harbourside,Red,,"),
        full=True,
    )
    assert [list(model.objects.order_by("pk").values()) for model in (Advisor, Membership, Leadership, Team)] == before


def test_a_row_that_stands_for_somebody_erased_is_nobody_and_does_not_leave(world):
    Advisor.nobody(world.red, "gone")
    everybody = [advisor(world.ada), advisor(world.ben), advisor(world.cleo, "Blue")]
    assert looked(world, roster(*everybody), full=True)[1].nothing
