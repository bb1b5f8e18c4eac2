"""/me/: everyone who signs in has it; name, colours on this phone, what one does here."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape

import pytest

from accounts.models import User
from tests import make
from tests.ladder import HTMX, ODD, asked_to_sign_in, cover

pytestmark = pytest.mark.django_db
URL = "/me/"


def text(response) -> str:
    return unescape(response.content.decode())


@pytest.mark.parametrize("who", ["leader", "other", "former", "designer", "hr", "sponsor", "nobody"])
def test_everyone_has_their_own(world, sign_in, who):
    user = getattr(world, who)
    page = text(sign_in(user).get(URL))
    assert user.name in page
    assert user.email in page
    assert "Change your password" in page
    assert 'action="/accounts/logout/"' in page


def test_it_says_what_one_does_here(world, sign_in):
    assert "<b>Red</b>, Harbourside" in text(sign_in(world.leader).get(URL))
    assert "You cover" in text(sign_in(cover(world)).get(URL))
    assert "<b>Programme designer</b>" in text(sign_in(world.designer).get(URL))
    assert "You don't lead a team right now" in text(sign_in(world.nobody).get(URL))


def test_days_are_those_on_the_teams_wall(world, sign_in):
    """From midnight to midnight in Auckland; the last day is the one before the last midnight."""
    far, mia = make.team("Far", time_zone="Pacific/Auckland"), make.user("Mia Lead")
    make.leadership(mia, far, starts_at=datetime(2025, 5, 31, 12, tzinfo=UTC), ends_at=datetime(2099, 6, 30, 12, tzinfo=UTC))
    assert "from 1 June 2025 to 30 June 2099" in text(sign_in(mia).get(URL))


def test_the_name_can_be_changed(world, sign_in):
    page = sign_in(world.leader).post(URL, {"name": "  Amir H. Haddad "}, follow=True)
    assert User.objects.get(pk=world.leader.pk).name == "Amir H. Haddad"
    assert "Name changed" in text(page)


@pytest.mark.parametrize("name", ODD)
def test_odd_names_are_kept_as_they_are_and_shown_as_text(world, sign_in, name):
    page = sign_in(world.leader).post(URL, {"name": name}, follow=True)
    assert User.objects.get(pk=world.leader.pk).name == name
    assert name in text(page)
    assert b"<script>alert" not in page.content


@pytest.mark.parametrize("name", ["", "   ", "x" * 121, "nul \x00 inside"])
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_bad_name_is_422_and_kept_as_typed(world, sign_in, name, headers):
    page = sign_in(world.leader).post(URL, {"name": name}, **headers)
    assert page.status_code == 422
    assert not name.strip() or name.strip() in text(page)
    assert 'aria-invalid="true"' in text(page)
    assert ("Amir Haddad" in text(page)) == (headers == {})
    assert User.objects.get(pk=world.leader.pk).name == "Amir Haddad"


@pytest.mark.parametrize("field", ["email", "is_active", "employee_number", "id"])
def test_nothing_else_can_be_changed(world, sign_in, field):
    client = sign_in(world.leader)
    before = User.objects.values().get(pk=world.leader.pk)
    client.post(URL, {"name": "Amir Haddad", field: "0"})
    assert User.objects.values().get(pk=world.leader.pk) == before


@pytest.mark.parametrize("theme", ["", "light", "dark"])
def test_colours_stay_on_this_phone(world, sign_in, settings, theme):
    settings.HTTPS = True
    client = sign_in(world.leader)
    answer = client.post(URL, {"theme": theme})
    cookie = answer.cookies["theme"]
    assert (cookie.value, cookie["samesite"], cookie["secure"], cookie["max-age"]) == (theme, "Lax", True, 31536000)
    page = text(client.get(URL))
    assert f'name="theme" value="{theme}" checked' in page
    assert (f'data-theme="{theme}"' in page) == bool(theme)


def test_on_plain_http_the_cookie_is_plain(world, sign_in, settings):
    settings.HTTPS = False
    assert sign_in(world.leader).post(URL, {"theme": "dark"}).cookies["theme"]["secure"] == ""


@pytest.mark.parametrize("theme", ["sepia", "<script>", "dark\x00", "x" * 5000])
def test_other_colours_are_422(world, sign_in, theme):
    page = sign_in(world.leader).post(URL, {"theme": theme})
    assert page.status_code == 422
    assert "theme" not in page.cookies
    assert b"<script>alert" not in page.content


def test_an_odd_cookie_is_no_theme(world, sign_in):
    client = sign_in(world.leader)
    client.cookies["theme"] = '"><script>alert(1)</script>'
    page = client.get(URL)
    assert page.status_code == 200
    assert b"<script>alert" not in page.content
    assert b"data-theme" not in page.content


def test_signed_out_and_wrong_method(world, client, sign_in):
    assert asked_to_sign_in(client, URL)
    assert asked_to_sign_in(client, URL, "post")
    assert sign_in(world.leader).put(URL).status_code == 405
