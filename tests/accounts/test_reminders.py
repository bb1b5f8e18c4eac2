"""/me/reminders/ and /me/calendar/: what a leader chose, and the link to their calendar."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client

from accounts.models import CalendarLink, Reminders
from tests.ladder import HTMX, asked_to_sign_in, cover, lead_nothing

pytestmark = pytest.mark.django_db
CHOICES, CALENDAR = "/me/reminders/", "/me/calendar/"


def text(response) -> str:
    return unescape(response.content.decode())


def ticked(page: str) -> set[str]:
    return set(re.findall(r'type="checkbox" name="(\w+)"[^>]* checked', page))


def chosen(user) -> tuple[bool, bool, bool]:
    row = Reminders.of(user)
    return row.digest, row.badge, row.push


def test_the_e_mail_and_the_number_are_on_until_somebody_says_otherwise(world, sign_in):
    assert chosen(world.leader) == (True, True, False)
    assert ticked(text(sign_in(world.leader).get("/me/"))) == {"digest", "badge"}
    assert Reminders.objects.count() == 0


@pytest.mark.parametrize("on", [set(), {"digest"}, {"badge"}, {"digest", "badge"}])
def test_a_box_that_is_not_ticked_is_off(world, sign_in, on):
    client = sign_in(world.leader)
    page = client.post(CHOICES, dict.fromkeys(on, "on"), follow=True)
    assert "Reminders set" in text(page)
    assert ticked(text(client.get("/me/"))) == on
    client.post(CHOICES, dict.fromkeys(on, "on"))
    assert Reminders.objects.count() == 1


def test_nobody_elses_choices_change(world, sign_in):
    sign_in(world.leader).post(CHOICES, {"user": world.other.pk})
    assert chosen(world.leader) == (False, False, False)
    assert chosen(world.other) == (True, True, False)


def test_push_cannot_be_ticked_where_no_browser_takes_it(world, sign_in):
    sign_in(world.leader).post(CHOICES, {"digest": "on", "push": "on"})
    assert chosen(world.leader) == (True, False, False)


def test_for_who_stands_in_too_and_for_no_one_else(world, sign_in):
    assert "Reminders" in text(sign_in(cover(world)).get("/me/"))
    for who in ("former", "designer", "hr", "sponsor", "nobody"):
        client = sign_in(getattr(world, who))
        assert 'id="reminders"' not in text(client.get("/me/"))
        assert [client.post(url).status_code for url in (CHOICES, CALENDAR)] == [403, 403]
    client = sign_in(world.leader)
    lead_nothing(world.leader)
    assert client.post(CHOICES).status_code == 403


def test_htmx_is_told_to_load_the_page(world, sign_in):
    assert sign_in(world.leader).post(CHOICES, {}, **HTMX)["HX-Redirect"] == "/me/"


def test_signed_out_and_wrong_method(world, client, sign_in):
    for url in (CHOICES, CALENDAR):
        assert asked_to_sign_in(client, url, "post")
        assert sign_in(world.leader).put(url).status_code == 405
    assert sign_in(world.leader).get(CHOICES).status_code == 405
    assert sign_in(world.leader).get(CALENDAR)["Location"] == "/me/"


# --- the link --------------------------------------------------------------------------------------------------------


def shown(page: str) -> str:
    found = re.search(r'value="(http://testserver/calendar/[\w-]+\.ics)" readonly', page)
    assert found
    return found[1]


def test_the_link_is_shown_once_and_opens_the_calendar(world, sign_in):
    client = sign_in(world.leader)
    assert "Make a calendar link" in text(client.get("/me/"))
    made = client.post(CALENDAR, {"do": "make"})
    address = shown(text(made))
    assert made["Cache-Control"] == "no-store"
    assert f'href="webcal:{address.removeprefix("http:")}"' in text(made)
    assert Client().get(address).status_code == 200
    for url in ("/me/", "/"):
        assert address.rpartition("/")[2].removesuffix(".ics") not in text(client.get(url))
    assert "Your link was made today" in text(client.get("/me/"))


def test_made_anew_the_old_one_opens_nothing(world, sign_in):
    client = sign_in(world.leader)
    first, second = (shown(text(client.post(CALENDAR, {"do": "make"}))) for _turn in range(2))
    assert [Client().get(address).status_code for address in (first, second)] == [404, 200]


def test_it_can_be_switched_off(world, sign_in):
    client = sign_in(world.leader)
    address = shown(text(client.post(CALENDAR, {"do": "make"})))
    page = client.post(CALENDAR, {"do": "revoke"}, follow=True)
    assert "Calendar link switched off" in text(page)
    assert "Make a calendar link" in text(page)
    assert Client().get(address).status_code == 404
    assert client.post(CALENDAR, {"do": "revoke"}).status_code == 302


def test_a_word_it_does_not_know_changes_nothing(world, sign_in):
    address = f"/calendar/{CalendarLink.make(world.leader)}.ics"
    for words in ({}, {"do": "nonsense"}, {"do": ""}):
        assert sign_in(world.leader).post(CALENDAR, words)["Location"] == "/me/"
    assert Client().get(address).status_code == 200


def test_nobody_elses_link_is_touched(world, sign_in):
    theirs = CalendarLink.make(world.other)
    client = sign_in(world.leader)
    for do in ("make", "revoke", "nonsense"):
        client.post(CALENDAR, {"do": do, "user": world.other.pk})
    assert Client().get(f"/calendar/{theirs}.ics").status_code == 200
