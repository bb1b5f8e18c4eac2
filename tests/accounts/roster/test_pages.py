"""/people/ and the pages of a roster: for HR alone, every list paged, every refusal in words."""

from __future__ import annotations

import hashlib
import time
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Advisor, Browser, Rate, Role, Roster, RosterExport
from tests import make
from tests.accounts.roster.files import looked, roster, taken, upload, workbook
from tests.accounts.roster.test_reading import REFUSED
from tests.ladder import ODD, QUERIES, asked_to_sign_in, counted, hr_and_leader

pytestmark = pytest.mark.django_db
URL, LOOK = "/people/", "/people/rosters/"
PLACES = (URL, "/people/template.csv", "/people/template.xlsx")


@pytest.fixture
def hr(world, sign_in) -> Client:
    return sign_in(world.hr)


def text(response) -> str:
    return " ".join(unescape(response.content.decode()).split())


def new(n: int) -> str:
    return f"advisor,N{n},Person {n},,,Harbourside,Red,,"


def test_for_hr_alone(world, sign_in, client):
    """Nobody else sees it, reads a roster or writes one; whoever is not signed in is asked to."""
    made, _plan = looked(world, roster(new(1)))
    its = f"{LOOK}{made.pk}/"
    for url in (*PLACES, its, f"{its}new/"):
        assert asked_to_sign_in(client, url)
        for person in (world.leader, world.designer, world.sponsor, world.nobody):
            assert sign_in(person).get(url).status_code == 403
        assert sign_in(hr_and_leader(world)).get(url).status_code == 200
    for url in ("/people/roster.csv", LOOK, f"{its}take-in/", f"{its}undo/"):
        assert asked_to_sign_in(client, url, "post")
        assert sign_in(world.leader).post(url).status_code == 403
        assert sign_in(world.hr).get(url).status_code in (405, 404)


def test_who_is_here_who_leads_and_who_has_left(world, hr):
    make.leadership(make.user("Dev Cover"), world.red, cover=True)
    world.ben.leave(timezone.now() - timedelta(days=3))
    page = hr.get(URL)
    said = text(page)
    assert "Amir Haddad, Dev Cover (cover)" in said
    assert [row.name for row in page.context["advisors"].rows] == ["Ada Price", "Cleo Marsh"]
    assert [row.name for row in page.context["leavers"].rows] == ["Ben Hughes"]
    assert {team.name: team.n for team in page.context["teams"].rows} == {"Red": 1, "Blue": 1}


def test_a_name_or_a_number_is_found(world, hr):
    for asked, names in (("pRICE", ["Ada Price"]), (world.cleo.employee_number, ["Cleo Marsh"]), ("zzz", []), ("\0", None)):
        rows = [row.name for row in hr.get(URL, {"q": asked}).context["advisors"].rows]
        assert rows == (["Ada Price", "Ben Hughes", "Cleo Marsh"] if names is None else names)
    for odd in ODD:
        page = hr.get(URL, {"q": odd})
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()


def test_long_lists_are_paged_and_cost_no_more(world, hr):
    with counted() as few:
        hr.get(URL)
    for n in range(110):
        make.advisor(make.team(f"T{n:02}"), f"Person {n}").leave() if n % 2 else make.advisor(world.red, f"Person {n}")
    with counted() as many:
        page = hr.get(URL)
    assert len(many) == len(few) <= QUERIES
    for name, asks in (("teams", "teams"), ("leavers", "leavers"), ("advisors", "page")):
        assert page.context[name].more
        assert page.context[name].rows != hr.get(URL, {asks: 2}).context[name].rows
    found = hr.get(URL, {"q": "Person"})
    assert len(found.context["advisors"].rows) == 25
    assert "?page=2&q=Person#page" in text(found)
    assert len(hr.get(URL, {"q": "Person", "page": 3}).context["advisors"].rows) == 5


def test_a_file_is_looked_at_taken_in_and_undone(world, hr):
    shown = hr.post(LOOK, upload(roster(new(1), f"advisor,{world.ada.employee_number},,,,Harbourside,Blue,,")), follow=True)
    assert "Moved 1" in text(shown).replace("<b>", "").replace("</b>", "")
    assert Advisor.objects.count() == 3
    made = Roster.objects.get()
    done = hr.post(f"{LOOK}{made.pk}/take-in/", {"shown": shown.context["plan"].digest}, follow=True)
    assert "Roster taken in" in text(done)
    assert Advisor.objects.count() == 4
    assert made.sha256 in text(done)
    assert made.sha256[:12] in text(hr.get(URL))
    undone = hr.post(f"{LOOK}{made.pk}/undo/", follow=True)
    assert "Undone" in text(undone)
    assert Advisor.objects.count() == 3
    assert hr.post(f"{LOOK}{made.pk}/undo/").status_code == 409


def test_a_roster_in_a_workbook_is_looked_at_too(world, hr):
    file = workbook(["number", "name", "site", "team"], ["00042", "Zed", "Harbourside", "Red"])
    assert "00042" in text(hr.post(LOOK, upload(file, "roster.xlsx"), follow=True))


@pytest.mark.parametrize("what", REFUSED)
def test_a_refused_file_is_422_with_its_reason_and_nothing_is_kept(world, hr, what):
    """S64, S65, S67: within five seconds, whatever the file is called."""
    content, why = REFUSED[what]
    began = time.process_time()
    page = hr.post(LOOK, {**upload(content, "roster.xlsx"), "full": "on"})
    assert time.process_time() - began < 5
    assert page.status_code == 422
    assert why in text(page)
    assert 'name="full" checked' in text(page)
    assert not Roster.objects.exists()


@pytest.mark.parametrize("name", ["../../x.csv", "C:\\x.csv", "n\0ul.csv", "x" * 5000, "\u202evsc.exe", "roster.html"])
def test_what_the_file_is_called_does_not_matter(world, hr, name):
    """S70."""
    page = hr.post(LOOK, upload(roster(new(1)), name), follow=True)
    assert page.status_code == 200
    assert "x.csv" not in text(page)


def test_no_file_is_said_so(world, hr):
    page = hr.post(LOOK)
    assert (page.status_code, "Choose the file first." in text(page)) == (422, True)


def test_names_that_are_scripts_are_words(world, hr):
    lines = [f'advisor,S{n},"{odd.replace(chr(34), "")}",,,Harbourside,Red,,' for n, odd in enumerate(ODD)]
    page = hr.post(LOOK, upload(roster(*lines)), follow=True)
    assert "<script>alert" not in page.content.decode()
    assert "{{ 7*7 }}" in text(page)


def test_a_long_roster_is_shown_in_pages(world, hr):
    made, _plan = looked(world, roster(*map(new, range(120))))
    first, last = hr.get(f"{LOOK}{made.pk}/new/"), hr.get(f"{LOOK}{made.pk}/new/?page=3")
    assert [len(page.context["shown"].rows) for page in (first, last)] == [50, 20]
    assert f"{LOOK}{made.pk}/new/?page=2" in text(first)
    assert hr.get(f"{LOOK}{made.pk}/nonsense/").status_code == 404


def test_looking_costs_as_many_queries_for_many_as_for_few(world, hr):
    made, _plan = looked(world, roster(new(1)))
    with counted() as few:
        hr.get(f"{LOOK}{made.pk}/")
    made, _plan = looked(world, roster(*map(new, range(300))))
    with counted() as many:
        hr.get(f"{LOOK}{made.pk}/")
    assert len(few) == len(many)


def test_unclear_lines_are_shown_first_and_there_is_no_way_to_take_them_in(world, hr):
    page = hr.post(LOOK, upload(roster(new(1), "advisor,,Nobody,,,Harbourside,Red,,")), follow=True)
    assert "1 line needs another look" in text(page)
    assert "The employee number is missing." in text(page)
    assert "take-in/" not in text(page)


def test_what_changed_since_is_shown_again_and_what_needs_a_tick_asks_for_it(world, hr):
    made, plan = looked(world, roster(f"advisor,{world.ada.employee_number},Zed Zo,,,Harbourside,Red,,"))
    refused = hr.post(f"{LOOK}{made.pk}/take-in/", {"shown": plan.digest})
    assert (refused.status_code, "Tick this first" in text(refused)) == (422, True)
    world.ada.name = "Ada Else"
    world.ada.save()
    again = hr.post(f"{LOOK}{made.pk}/take-in/", {"shown": plan.digest, "tick": "names"})
    assert (again.status_code, "somebody changed something since" in text(again)) == (409, True)
    done = hr.post(f"{LOOK}{made.pk}/take-in/", {"shown": again.context["plan"].digest, "tick": "names"}, follow=True)
    assert "Roster taken in" in text(done)


def test_the_export_is_by_post_and_comes_in_again(world, hr):
    """S60, S62: fixed name, attachment."""
    assert hr.get("/people/roster.csv").status_code == 405
    answer = hr.post("/people/roster.csv")
    assert answer["Content-Disposition"].startswith('attachment; filename="floorwalk-roster-')
    assert answer["Cache-Control"] == "no-store"
    page = hr.post(LOOK, upload(answer.content), follow=True)
    assert "Nothing to do: everybody stands here as the file says." in text(page)


def test_an_older_roster_says_why_it_cannot_be_undone(world, hr):
    old = taken(world, roster(new(1)))
    taken(world, roster(new(2)))
    page = hr.get(f"{LOOK}{old.pk}/")
    assert "A newer one was brought in since." in text(page)
    assert "Undo this roster" not in text(page)


def test_what_was_never_taken_in_cannot_be_undone_and_its_page_says_so(world, hr):
    made, _plan = looked(world, roster(new(1)))
    answer = hr.post(f"{LOOK}{made.pk}/undo/", follow=True)
    assert answer.status_code == 200
    assert "Nothing is changed yet" in text(answer)


def test_taking_the_roster_out_is_on_record_with_who_when_and_how_many(world, hr, sign_in):
    content = hr.post("/people/roster.csv").content
    kept = RosterExport.objects.get()
    assert (kept.made_by, kept.rows) == (world.hr, content.count(b"\r\n") - 1)
    assert kept.sha256 == hashlib.sha256(content).hexdigest()
    page = hr.get(URL)
    assert "Rosters taken out" in text(page)
    assert kept.sha256 in text(page)
    assert [one.made_by for one in page.context["out"].rows] == [world.hr]
    assert sign_in(world.leader).post("/people/roster.csv").status_code == 403
    assert RosterExport.objects.count() == 1


def test_rosters_taken_out_are_paged(world, hr):
    for n in range(25):
        RosterExport.objects.create(made_by=world.hr, rows=n, sha256="0" * 64)
    assert [one.rows for one in hr.get(URL).context["out"].rows][:2] == [24, 23]
    assert len(hr.get(URL, {"out": 3}).context["out"].rows) == 5


def test_many_files_in_a_minute_have_to_wait_and_are_not_read(world, hr, settings, sign_in):
    """As exports have it: each person, by setting; the next minute is a new one."""
    settings.ROSTERS_A_MINUTE = 2
    for n in range(2):
        assert hr.post(LOOK, upload(roster(new(n)))).status_code == 302
    answer = hr.post(LOOK, {**upload(b"\xff\xff"), "full": "on"})
    assert answer.status_code == 429
    assert "many files in a minute" in text(answer)
    assert 'name="full" checked' in text(answer)
    assert Roster.objects.get().table["rows"][0]["cells"]["name"] == "Person 1"
    colleague = make.user("Harry Rees")
    Role.grant(colleague, Role.Name.HR)
    assert sign_in(colleague).post(LOOK, upload(roster(new(9)))).status_code == 302
    Rate.objects.update(began_at=timezone.now() - timedelta(seconds=61))
    assert sign_in(world.hr).post(LOOK, upload(roster(new(3)))).status_code == 302


def test_what_lies_ahead_is_said_to_be_left_undone_before_and_after(world, hr):
    ahead = (timezone.now() + timedelta(days=9)).date().isoformat()
    page = hr.post(LOOK, upload(roster(new(1), f"advisor,{world.ada.employee_number},,,,Harbourside,Blue,{ahead},")), follow=True)
    assert "1 person begins or moves on a day ahead. Taking this roster in does nothing about them" in text(page)
    made = Roster.objects.get()
    done = hr.post(f"{LOOK}{made.pk}/take-in/", {"shown": page.context["plan"].digest}, follow=True)
    assert "1 person was to begin or move on a day ahead. That was not done" in text(done)
    world.ada.refresh_from_db()
    assert world.ada.team == world.red


@pytest.mark.parametrize("changes", [False, True])
def test_the_ticks_stand_when_it_was_asked_who_is_there(world, client, changes):
    """S21: unless what they were for has changed in the meantime."""
    world.hr.set_password(make.PASSWORD)
    world.hr.save()
    client.post("/accounts/login/", {"login": world.hr.email, "password": make.PASSWORD})
    Browser.objects.filter(user=world.hr).update(began_at=timezone.now() - timedelta(hours=1))
    made, plan = looked(world, roster(f"advisor,{world.ada.employee_number},Zed Zo,,,Harbourside,Red,,"))
    there = client.post(f"{LOOK}{made.pk}/take-in/", {"shown": plan.digest, "tick": "names"})["Location"]
    assert there.startswith("/accounts/reauthenticate/")
    if changes:
        Advisor.objects.filter(pk=world.ada.pk).update(name="Ada Else")
    client.post(there, {"password": make.PASSWORD, "next": f"{LOOK}{made.pk}/"})
    assert ('value="names" checked' in text(client.get(f"{LOOK}{made.pk}/"))) is not changes
    assert 'value="names" checked' not in text(client.get(f"{LOOK}{made.pk}/"))


def test_a_tick_that_was_set_stands_where_another_is_missing(world, hr):
    lines = roster(f"advisor,{world.ada.employee_number},Zed Zo,,,Harbourside,Red,,")
    made, plan = looked(world, lines, full=True)
    assert plan.asks == {"names", "everyone"}
    page = hr.post(f"{LOOK}{made.pk}/take-in/", {"shown": plan.digest, "tick": "names"})
    assert page.status_code == 422
    assert 'value="names" checked' in text(page)
    assert 'value="everyone" checked' not in text(page)
