"""The clock on a team's wall, by the roster: optional, a zone there is, one for each team, and nothing that shifts a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.models import Leadership, Membership, Roster, Team
from accounts.roster import deciding, writing
from accounts.roster.change import Kind
from accounts.roster.plan import plan
from accounts.roster.reading import read
from accounts.roster.undoing import Depends
from tests.accounts.roster.files import HEADING, looked, roster, taken, upload

pytestmark = pytest.mark.django_db
ZONED = f"{HEADING},time_zone"
KOLKATA = "Asia/Kolkata"


def zoned(*lines: str) -> bytes:
    return roster(*lines, heading=ZONED)


def test_a_new_site_is_on_the_clock_the_file_says_and_so_are_its_other_teams(world):
    taken(
        world,
        zoned(f"advisor,N1,Zed,,,Pune,Green,2026-01-01,,{KOLKATA}", "advisor,N2,Yan,,,Pune,Gold,,,", "advisor,N3,Xia,,,Harbourside,New,,,"),
    )
    assert dict(Team.objects.values_list("name", "time_zone")) == {
        "Red": "Europe/London", "Blue": "Europe/London", "New": "Europe/London", "Green": KOLKATA, "Gold": KOLKATA,
    }  # fmt: skip
    assert Membership.objects.get(advisor__employee_number="N1").starts_at == datetime(2025, 12, 31, 18, 30, tzinfo=UTC)


def test_a_file_without_the_column_or_with_an_empty_cell_changes_no_clock(world):
    Team.objects.filter(pk=world.red.pk).update(time_zone=KOLKATA)
    number = world.ada.employee_number
    for content in (roster(f"advisor,{number},,,,Harbourside,Red,,"), zoned(f"advisor,{number},,,,Harbourside,Red,,,")):
        _made, found = looked(world, content)
        assert found.nothing
    taken(world, roster("advisor,N1,Zed,,,Harbourside,Red,,"))
    assert Team.objects.get(pk=world.red.pk).time_zone == KOLKATA


@pytest.mark.parametrize(("said", "zone"), [("asia/kolkata", KOLKATA), (" America/New York ", "America/New_York"), ("UTC", "UTC")])
def test_a_zone_is_known_however_its_letters_are_written(world, said, zone):
    taken(world, zoned(f"advisor,N1,Zed,,,Pune,Green,,,{said}"))
    assert Team.objects.get(name="Green").time_zone == zone


@pytest.mark.parametrize("said", ["London", "GMT+25", "Europe/Londn", "../../etc/passwd", "IST (UTC+5:30)"])
def test_what_is_no_zone_is_said_at_its_line_and_nothing_is_taken_in(world, sign_in, said):
    _made, found = looked(world, zoned(f"advisor,N1,Zed,,,Pune,Green,,,{said}"))
    [wrong] = found.of(Kind.UNCLEAR)
    assert (wrong.number, wrong.words) == (2, [f"time_zone is “{said}”. Write it as Europe/London or Asia/Kolkata."])
    page = sign_in(world.hr).post("/people/rosters/", upload(zoned(f"advisor,N1,Zed,,,Pune,Green,,,{said}")), follow=True)
    assert "time_zone is" in page.content.decode()
    assert Team.objects.count() == 2


def test_one_team_has_one_clock(world):
    _made, found = looked(world, zoned(f"advisor,N1,Zed,,,Pune,Green,,,{KOLKATA}", "advisor,N2,Yan,,,Pune,Green,,,Asia/Tokyo"))
    [wrong] = found.of(Kind.UNCLEAR)
    assert (wrong.number, wrong.words) == (3, ["Line 2 says Asia/Kolkata of the same team: a team has one time zone."])


def test_another_clock_for_a_team_that_is_here_is_shown_done_and_undone(world):
    lines = [f"advisor,{one.employee_number},,,,Harbourside,Red,,,{KOLKATA}" for one in (world.ada, world.ben)]
    made, found = looked(world, zoned(*lines))
    [shown] = found.of(Kind.CHANGED)
    assert (shown.name, shown.words) == ("Harbourside · Red", ["Time zone: Europe/London becomes Asia/Kolkata."])
    assert found.counts == {"changed": 1, "unchanged": 2}
    assert not found.nothing
    deciding.take_in(made.pk, world.hr, found.digest)
    assert Team.objects.get(pk=world.red.pk).time_zone == KOLKATA
    assert looked(world, zoned(*lines))[1].nothing
    Team.objects.filter(pk=world.red.pk).update(time_zone="Asia/Tokyo")
    with pytest.raises(Depends):
        deciding.take_back(made.pk, world.hr)
    Team.objects.filter(pk=world.red.pk).update(time_zone=KOLKATA)
    deciding.take_back(made.pk, world.hr)
    assert Team.objects.get(pk=world.red.pk).time_zone == "Europe/London"


def test_no_clock_changes_under_a_day_that_is_ahead(world):
    """The day would be another one from then on: kept as a midnight of the old clock."""
    line = zoned(f"advisor,{world.ada.employee_number},,,,Harbourside,Red,,,{KOLKATA}")
    today = world.red.today()
    cover = Leadership.hand_over(world.red, world.other, today, today + timedelta(days=1))
    assert "cannot change while somebody there has a last day ahead" in looked(world, line)[1].of(Kind.UNCLEAR)[0].words[0]
    cover.delete()
    world.ben.leave(timezone.now() + timedelta(days=3))
    assert looked(world, line)[1].of(Kind.UNCLEAR)
    taken(world, zoned(f"advisor,{world.ben.employee_number},,,,Harbourside,Red,,,"))  # stays after all
    assert looked(world, line)[1].clear


def test_what_goes_out_has_it_and_comes_in_again_as_it_was(world):
    Team.objects.filter(pk=world.red.pk).update(time_zone=KOLKATA)
    at = timezone.now()
    rows = list(writing.lines(at))
    assert {(row[6], row[9]) for row in rows} == {("Red", KOLKATA), ("Blue", "Europe/London")}
    content = "".join(writing.as_csv(rows)).encode()
    assert plan(read(content), True, at).nothing
    Team.objects.filter(pk=world.red.pk).update(time_zone="Asia/Tokyo")
    assert [one.words for one in plan(read(content), True, at).of(Kind.CHANGED)] == [["Time zone: Asia/Tokyo becomes Asia/Kolkata."]]


def test_a_roster_of_before_there_were_zones_is_undone_too(world):
    made = taken(world, roster("advisor,N1,Zed,,,Harbourside,Red,,"))
    before = Roster.objects.get(pk=made.pk).before
    del before["zones"]
    Roster.objects.filter(pk=made.pk).update(before=before)
    deciding.take_back(made.pk, world.hr)
    assert Roster.objects.get(pk=made.pk).undone_at
