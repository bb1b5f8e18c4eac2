"""Sites, teams and who leads them, in the panel: written by an administrator, in the trail, seen by a leader at the next request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Act, Leadership, Role, Site, Team
from tests import make
from tests.ladder import counted

pytestmark = pytest.mark.django_db
SITES, TEAMS = "/admin/accounts/site/", "/admin/accounts/team/"
HOURS = {"time_zone": "Europe/Athens", "shift_starts": "08:00", "shift_ends": "16:00", "days": ["1", "2", "6"]}


@pytest.fixture
def admin(world, sign_in):
    Role.grant(world.nobody, Role.Name.ADMINISTRATOR)
    return sign_in(world.nobody)


def leaders(team: Team) -> str:
    return f"{TEAMS}{team.pk}/leaders/"


def put(client, team: Team, **said):
    return client.post(leaders(team), {"person": "", "cover": "", "first": team.today().isoformat(), "last": "", **said})


def done(**about: int) -> list[str]:
    return list(Act.objects.filter(**about).order_by("pk").values_list("what", flat=True))


def test_a_new_site_and_a_new_team_begin_where_they_are(admin):
    admin.post(f"{SITES}add/", {"name": "Piraeus", "time_zone": "Europe/Athens"})
    site = Site.objects.get(name="Piraeus")
    assert site.time_zone == "Europe/Athens"
    made = admin.post(f"{TEAMS}add/", {"site": site.pk, "name": "Olive", **HOURS})
    team = Team.objects.get(name="Olive")
    assert made["Location"] == leaders(team)
    assert (team.site, team.time_zone, team.works_on, f"{team.shift_starts:%H:%M}") == (site, "Europe/Athens", "126", "08:00")
    assert (done(site=site.pk), done(team=team.pk)) == (["made"], ["made"])


def test_what_is_changed_is_in_the_history_and_the_site_of_a_team_stays(world, admin):
    other = Site.objects.create(name="Uplands")
    admin.post(f"{TEAMS}{world.red.pk}/change/", {"site": other.pk, "name": "Crimson", **HOURS})
    world.red.refresh_from_db()
    assert (world.red.name, world.red.site.name, world.red.works_on) == ("Crimson", "Harbourside", "126")
    page = admin.get(f"{TEAMS}{world.red.pk}/history/").text
    for words in ("Red", "Crimson", "Noor Body", "Mon, Tue, Sat", "Europe/Athens"):
        assert words in page
    admin.post(f"{TEAMS}{world.red.pk}/change/", {"name": "Crimson", **HOURS})
    assert done(team=world.red.pk) == ["changed"]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"name": "Blue"}, "There is a team of that name"),
        ({"name": ""}, "Give it a name"),
        ({"days": []}, "Tick one day"),
        ({"time_zone": "Mars/North"}, "not a time zone"),
        ({"shift_starts": "soon"}, "valid time"),
    ],
)
def test_a_team_that_cannot_be_so_is_sent_back_with_what_was_typed(world, admin, said, says):
    page = admin.post(f"{TEAMS}{world.red.pk}/change/", {"name": "A name kept", **HOURS, **said})
    assert page.status_code == 200
    assert says in page.text
    assert said.get("name", "A name kept") in page.text
    assert Team.objects.get(pk=world.red.pk).name == "Red"
    assert not Act.objects.exists()


def test_two_sites_of_one_name_are_refused(world, admin):
    assert "site of that name already" in admin.post(f"{SITES}add/", {"name": "Harbourside", "time_zone": "Europe/London"}).text
    assert Site.objects.count() == 1


def test_put_at_a_team_they_see_it_at_the_next_request_and_ended_they_do_not(world, admin, sign_in):
    """S32 P23"""
    theirs = sign_in(world.former)
    assert theirs.get(f"/advisors/{world.ada.pk}/").status_code == 404
    assert put(admin, world.red, person=world.former.email.upper()).status_code == 302
    assert theirs.get(f"/advisors/{world.ada.pk}/").status_code == 200
    row = Leadership.objects.get(leader=world.former, ends_at=None)
    admin.post(f"{leaders(world.red)}{row.pk}/end/", {"last": ""})
    assert theirs.get(f"/advisors/{world.ada.pk}/").status_code == 404
    assert done(team=world.red.pk) == done(person=world.former.pk) == ["leads", "leads-until"]


def test_a_last_day_is_a_whole_day_on_the_teams_wall(world, admin):
    row, last = Leadership.objects.get(leader=world.leader), world.red.today() + timedelta(days=3)
    admin.post(f"{leaders(world.red)}{row.pk}/end/", {"last": last.isoformat()})
    row.refresh_from_db()
    assert row.ends_at == world.red.midnight(last + timedelta(days=1))
    assert row.last_day == last


def test_cover_has_a_last_day_and_one_at_a_time(world, admin):
    tomorrow = world.red.today() + timedelta(days=1)
    refused = put(admin, world.red, person="Beth Owen", cover="1")
    assert refused.status_code == 422
    assert "Cover ends by itself" in refused.text
    assert 'value="Beth Owen"' in refused.text
    assert put(admin, world.red, person="Beth Owen", cover="1", last=tomorrow.isoformat()).status_code == 302
    again = put(admin, world.red, person="Cara Doyle", cover="1", last=tomorrow.isoformat())
    assert again.status_code == 422
    assert "Beth Owen is there from" in again.text
    assert Leadership.objects.filter(team=world.red, cover=True).count() == 1


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"person": ""}, "Say who"),
        ({"person": "nobody@nowhere.example"}, "Nobody with an account in use"),
        ({"person": "Amir Haddad"}, "Amir Haddad is there from"),
        ({"person": "Beth Owen", "first": "soon"}, "Write a day"),
        ({"person": "Beth Owen", "last": "2020-01-01"}, "before the first day"),
        ({"person": "Beth Owen", "first": "2020-01-01"}, "more than a year ago"),
        ({"person": "Sam Twin"}, "More than one person"),
    ],
)
def test_who_cannot_be_put_there_is_said_and_what_was_typed_is_kept(world, admin, said, says):
    make.user("Sam Twin")
    make.user("Sam Twin")
    page = put(admin, world.red, **said)
    assert page.status_code == 422
    assert says in page.text
    assert f'value="{said["person"]}"' in page.text or not said["person"]
    assert Leadership.objects.filter(team=world.red).count() == 2


def test_somebody_switched_off_is_not_put_anywhere(world, admin):
    world.other.is_active = False
    world.other.save()
    assert put(admin, world.red, person=world.other.email).status_code == 422


@pytest.mark.parametrize("last", ["2020-01-01", "soon"])
def test_an_end_that_cannot_be_is_said_beside_its_line(world, admin, last):
    row = Leadership.objects.get(leader=world.leader)
    page = admin.post(f"{leaders(world.red)}{row.pk}/end/", {"last": last})
    assert page.status_code == 422
    assert "<details open>" in page.text
    row.refresh_from_db()
    assert row.ends_at is None


def test_one_who_has_not_begun_is_called_off(world, admin):
    first = world.red.today() + timedelta(days=5)
    put(admin, world.red, person="Beth Owen", first=first.isoformat())
    row = Leadership.objects.get(leader=world.other, team=world.red)
    early = admin.post(f"{leaders(world.red)}{row.pk}/end/", {"last": world.red.today().isoformat()})
    assert "not begun by then" in early.text
    admin.post(f"{leaders(world.red)}{row.pk}/end/", {"last": ""})
    assert not Leadership.objects.filter(pk=row.pk).exists()


def test_a_line_of_another_team_is_not_there(world, admin):
    """S02"""
    row = Leadership.objects.get(leader=world.other)
    assert admin.post(f"{leaders(world.red)}{row.pk}/end/", {"last": ""}).status_code == 404
    assert Leadership.objects.get(pk=row.pk).ends_at is None


def test_handing_over_by_a_leader_is_in_the_trail_too(world, sign_in):
    """An administrator asks who saw a team: cover counts."""
    day = world.red.today().isoformat()
    sign_in(world.leader).post(f"/me/cover/{world.red.pk}/", {"to": world.other.pk, "first": day, "last": day})
    assert [(act.what, act.by) for act in Act.objects.filter(team=world.red.pk)] == [("leads", world.leader)]


def test_lists_of_places_find_page_and_cost_no_more(world, admin):
    for path in (SITES, TEAMS):
        admin.get(path)
        with counted() as few:
            admin.get(path)
        for n in range(55):
            make.leadership(make.user(), make.team(f"T{path[-5]}{n}", Site.objects.create(name=f"Site {path[-5]}{n}")))
        with counted() as many:
            page = admin.get(path)
        assert len(many) == len(few)
        assert "?p=2" in page.text
    assert "Amir Haddad" in admin.get(f"{TEAMS}?q=red").text
    assert "Nothing says that" in admin.get(f"{TEAMS}?q=xylophone").text


def test_who_led_before_comes_in_pages(world, admin):
    for n in range(25):
        end = timezone.now() - timedelta(days=n + 1)
        make.leadership(make.user(f"Earlier {n}"), world.red, starts_at=end - timedelta(hours=9), ends_at=end)
    page = admin.get(leaders(world.red)).text
    assert page.count("<b>Earlier ") == 19  # and Cara Doyle
    assert admin.get(f"{leaders(world.red)}?page=2").text.count("<b>Earlier ") == 6
