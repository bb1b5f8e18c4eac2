"""The panel's door: designers come in, nobody else, and there is no second way to sign in."""

from __future__ import annotations

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import Role
from config.lines import Lines
from tests.ladder import asked_to_sign_in
from tests.site.addresses import patterns, walk

pytestmark = pytest.mark.django_db

OTHERS = ("leader", "other", "former", "hr", "sponsor", "nobody")


def panels(world):
    return [address for address in walk(world) if address.name.startswith("admin:")]


def test_a_designer_comes_in(world, sign_in):
    page = sign_in(world.designer).get("/admin/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]


def test_every_address_of_the_panel_opens_for_a_designer(world, sign_in):
    client = sign_in(world.designer)
    for address in panels(world):
        assert client.get(address.path).status_code in (200, 405), address


# S03
@pytest.mark.parametrize("role", OTHERS)
def test_no_address_of_the_panel_opens_for_anyone_else(world, sign_in, role):
    client = sign_in(getattr(world, role))
    for address in panels(world):
        for answer in (client.get(address.path), client.post(address.path), client.get(address.path, headers={"hx-request": "true"})):
            assert answer.status_code == 403, address


def test_who_is_not_signed_in_is_led_to_our_own_sign_in(world):
    for address in panels(world):
        assert asked_to_sign_in(Client(), address.path), address


def test_a_role_taken_away_is_gone_at_the_next_request(world, sign_in):
    client = sign_in(world.designer)
    assert client.get("/admin/").status_code == 200
    world.designer.roles.get(name=Role.Name.DESIGNER).end()
    assert client.get("/admin/").status_code == 403


def test_the_refusal_is_our_own_page(world, sign_in):
    page = sign_in(world.leader).get("/admin/")
    assert "Not yours to open" in page.text
    assert "programme&#x27;s designers" in page.text


@pytest.mark.parametrize("name", ["login", "logout", "password_change", "jsi18n", "view_on_site", "autocomplete"])
def test_there_is_no_second_sign_in_and_nothing_we_have_no_page_for(name):
    with pytest.raises(NoReverseMatch):
        reverse(f"admin:{name}")


def test_nothing_in_the_panel_is_deleted():
    assert not [name for name, _ in patterns() if name.startswith("admin:") and "delete" in name]


def test_the_way_to_the_panel_is_shown_to_designers_alone(world, sign_in):
    assert 'href="/admin/"' in sign_in(world.designer).get("/").text
    for role in OTHERS:
        assert 'href="/admin/"' not in sign_in(getattr(world, role)).get("/").text


def test_lines_give_a_list_and_say_which_line_is_too_long():
    field = Lines(longest=5, most=2, required=False)
    assert field.clean(" one\r\n\n  two ") == ["one", "two"]
    assert field.widget.render("lines", ["one", "two"]).count("one\ntwo") == 1
    with pytest.raises(ValidationError, match="Line 2 has 6 characters, 5 at most"):
        field.clean("one\nlonger")
    with pytest.raises(ValidationError, match="2 lines at most; there are 3"):
        field.clean("a\nb\nc")
    assert not field.has_changed(["one"], "one\n")
    assert field.has_changed(["one"], "one\ntwo")
    with pytest.raises(ValidationError):
        Lines().clean("  \n ")
    assert issubclass(Lines, forms.Field)
