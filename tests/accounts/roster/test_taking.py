"""A roster is taken in whole, exactly as it was shown, once; and taken back whole while nothing newer depends on it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from accounts.models import Absence, Advisor, Leadership, Membership, Roster, Site, Team, User
from accounts.roster import applying, deciding
from accounts.roster.change import Kind
from accounts.roster.deciding import Changed, Decided, Depends, Unasked
from tests import make
from tests.accounts.roster.files import looked, roster, taken

pytestmark = pytest.mark.django_db
MODELS = (Site, Team, User, Advisor, Membership, Leadership)


def everything() -> list[list[dict]]:
    return [list(model.objects.order_by("pk").values()) for model in MODELS]


def day(n: int) -> str:
    return (timezone.now() + timedelta(days=n)).date().isoformat()


@pytest.fixture
def big(world) -> bytes:
    """A bit of all there is: a new site and team, new people, a move, a leaver, one who comes back, a name, a leader, cover."""
    back = make.advisor(world.red, "Rae Turner", employee_number="R1")
    back.leave(timezone.now() - timedelta(days=60))
    world.nobody.employee_number = ""
    world.nobody.save()
    return roster(
        "advisor,N1,Zoë New,,zoe@example.com,Hill,Green,,",
        f"advisor,N2,Nia Short,,,Harbourside,Red,,{day(20)}",
        f"advisor,{world.ada.employee_number},Ada Stone,,ada@example.com,Harbourside,Blue,{day(-4)},",
        f"advisor,{world.ben.employee_number},,,,Harbourside,Red,,{day(0)}",
        "advisor,R1,,,,Harbourside,Blue,,",
        f"leader,L7,,,{world.nobody.email},Harbourside,Red,,",
        "leader,L8,Gwen Lead,,gwen@example.com,Hill,Green,,",
        f"cover,,,,{world.designer.email},Harbourside,Blue,{day(3)},{day(6)}",
    )


def test_all_of_it_is_done_and_history_is_kept(world, big):
    was_in = world.ada.memberships.get()
    done = taken(world, big)
    assert done.counts == {"new": 2, "moved": 1, "left": 1, "returned": 1, "leads": 4}
    assert (done.applied_by, done.table) == (world.hr, {})
    ada = Advisor.objects.get(pk=world.ada.pk)
    assert (ada.name, ada.known_as, ada.email, ada.team) == ("Ada Stone", "Ada", "ada@example.com", world.blue)
    begins = world.blue.midnight(world.blue.today() - timedelta(days=4))
    assert ada.team_at(begins - timedelta(seconds=1)) == world.red
    assert ada.team_at(begins) == world.blue
    assert list(ada.memberships.values_list("ends_at", flat=True)) == [begins, None]
    assert ada.memberships.first() == was_in
    zoe = Advisor.objects.get(employee_number="N1")
    assert (zoe.known_as, zoe.team.site.name, zoe.team.name, zoe.memberships.count()) == ("Zoë", "Hill", "Green", 1)
    assert not Leadership.objects.at(timezone.now()).filter(team=world.red, leader=world.leader).exists()
    assert Leadership.objects.at(timezone.now()).filter(team=world.red, leader=world.nobody).exists()
    gwen = User.objects.get(email="gwen@example.com")
    assert (gwen.employee_number, gwen.has_usable_password(), gwen.leads) == ("L8", False, True)
    assert User.objects.get(pk=world.nobody.pk).employee_number == "L7"
    assert Leadership.objects.get(cover=True, leader=world.designer).last_day == world.blue.today() + timedelta(days=6)


def test_a_new_leader_chooses_a_password_by_letter(world, big, client, mailoutbox):
    taken(world, big)
    client.post("/accounts/password/reset/", {"email": "gwen@example.com"})
    assert [letter.to for letter in mailoutbox] == [["gwen@example.com"]]


def test_leavers_are_there_on_their_last_day_and_gone_the_day_after(world, big):
    taken(world, big)
    midnight = world.red.midnight(world.red.today() + timedelta(days=1))
    people = Advisor.objects.filter(pk=world.ben.pk)
    assert people.here(midnight - timedelta(seconds=1)).exists()
    assert not people.here(midnight).exists()
    assert world.ben.memberships.get().ends_at == midnight


def test_the_same_file_again_has_nothing_to_do(world, big):
    """S71."""
    taken(world, big)
    now = everything()
    plan = looked(world, big)[1]
    assert (plan.nothing, plan.counts) == (True, {"unchanged": 8})
    taken(world, big)
    assert everything() == now


def test_undone_everything_is_as_it_was(world, big):
    before = everything()
    done = taken(world, big)
    assert everything() != before
    deciding.take_back(done.pk, world.hr)
    assert everything() == before
    done.refresh_from_db()
    assert (done.undone_by, done.before) == (world.hr, {})
    with pytest.raises(Depends, match="Undone already"):
        deciding.take_back(done.pk, world.hr)


def test_everybody_else_leaves_and_comes_back_by_undoing(world):
    before = everything()
    line = f"advisor,{world.ada.employee_number},,,,Harbourside,Red,,"
    with pytest.raises(Unasked):
        taken(world, roster(line), full=True)
    assert everything() == before
    done = taken(world, roster(line), full=True, ticked=("everyone",))
    assert set(Advisor.objects.here()) == {world.ada}
    assert Membership.objects.filter(ends_at=None).count() == 1
    deciding.take_back(done.pk, world.hr)
    assert everything() == before


DEPENDS = {
    "a chat with somebody moved": lambda world: make.session(world.other, Advisor.objects.get(pk=world.ada.pk)),
    "days away of somebody new": lambda world: Absence.say(Advisor.objects.get(employee_number="N1"), world.hr, world.red.today()),
    "moved again": lambda world: Advisor.objects.get(pk=world.ada.pk).move(world.red),
    "renamed": lambda world: Advisor.objects.filter(pk=world.ada.pk).update(name="Ada Else"),
    "left": lambda world: Advisor.objects.get(employee_number="N1").leave(),
    "a leader who ended": lambda world: Leadership.objects.get(team__name="Green").end(),
    "cover called off": lambda world: Leadership.objects.get(cover=True).call_off(),
    "somebody in the new team": lambda world: make.advisor(Team.objects.get(name="Green"), "Late Comer"),
    "a sign-in": lambda world: User.objects.filter(email="gwen@example.com").update(last_login=timezone.now()),
    "a chat by the new leader": lambda world: make.session(User.objects.get(pk=world.nobody.pk), make.advisor(world.red, "Quiet One")),
    "a newer roster": lambda world: taken(world, roster("advisor,N9,Nine,,,Harbourside,Red,,")),
}


@pytest.mark.parametrize("what", DEPENDS)
def test_it_is_not_undone_once_something_newer_depends_on_it(world, big, what):
    done = taken(world, big)
    DEPENDS[what](world)
    now = everything()
    with pytest.raises(Depends) as why:
        deciding.take_back(done.pk, world.hr)
    assert str(why.value).endswith((".", ")"))
    assert everything() == now
    assert Roster.objects.get(pk=done.pk).undone_at is None


def test_one_bad_line_of_five_thousand_and_nothing_is_taken_in(world):
    """S68."""
    lines = [f"advisor,B{n},Person {n},,,Harbourside,Red,," for n in range(5000)]
    lines[3998] = "advisor,B3998,Person,,not an address,Harbourside,Red,,"
    made, plan = looked(world, roster(*lines))
    [wrong] = plan.of(Kind.UNCLEAR)
    assert (wrong.number, plan.clear) == (4000, False)
    with pytest.raises(Changed):
        deciding.take_in(made.pk, world.hr, plan.digest)
    assert Advisor.objects.count() == 3


def test_what_changed_since_it_was_shown_is_shown_again(world):
    made, plan = looked(world, roster(f"advisor,{world.ada.employee_number},,,,Harbourside,Blue,,"))
    world.ada.move(world.blue)
    with pytest.raises(Changed):
        deciding.take_in(made.pk, world.hr, plan.digest)


def test_a_number_used_again_needs_a_tick(world):
    """S69."""
    file = roster(f"advisor,{world.ada.employee_number},Zed Zo,,,Harbourside,Red,,")
    with pytest.raises(Unasked):
        taken(world, file)
    assert Advisor.objects.get(pk=world.ada.pk).name == "Ada Price"
    taken(world, file, ticked=("names",))
    assert Advisor.objects.get(pk=world.ada.pk).name == "Zed Zo"


def test_two_files_looked_at_and_both_taken_in_make_nobody_twice(world):
    """S71: the second sees what the first did."""
    one, plan = looked(world, roster("advisor,N1,Zed,,,Harbourside,Green,,"))
    other = deciding.look(world.designer, roster("advisor,N1,Zed,,,Harbourside,Green,,"), False)
    same = deciding.planned(other)
    deciding.take_in(one.pk, world.hr, plan.digest)
    with pytest.raises(Changed):
        deciding.take_in(other.pk, world.hr, same.digest)
    with pytest.raises(Decided):
        deciding.take_in(one.pk, world.hr, plan.digest)
    assert Advisor.objects.filter(employee_number="N1").count() == 1


def test_a_fault_half_way_leaves_nothing_behind(world, big, monkeypatch):
    def fault(*_said):
        raise IntegrityError

    monkeypatch.setattr(applying, "_leaders", fault)
    before = everything()
    with pytest.raises(Changed):
        taken(world, big)
    assert everything() == before
    assert not Roster.objects.applied().exists()


def test_a_draft_goes_when_the_next_one_comes_or_after_a_day(world):
    first, _plan = looked(world, roster("advisor,N1,Zed,,,Harbourside,Green,,"))
    looked(world, roster("advisor,N2,Zed,,,Harbourside,Green,,"))
    assert not Roster.objects.filter(pk=first.pk).exists()
    deciding.look(world.designer, roster("advisor,N3,Z,,,S,T,,"), False, timezone.now() + timedelta(days=2))
    assert Roster.objects.drafts().count() == 1
