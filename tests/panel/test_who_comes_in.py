"""The panel's door: designers, HR and administrators come in, each to their own parts; there is no second way to sign in."""

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

OTHERS = ("leader", "other", "former", "sponsor", "nobody")
ADMINISTRATORS = ("admin:accounts_", "admin:trail")


def panels(world):
    return [address for address in walk(world) if address.name.startswith("admin:")]


def administrators(world):
    return [address for address in panels(world) if address.name.startswith(ADMINISTRATORS)]


def designers(world):
    return [address for address in panels(world) if address not in administrators(world) and address.name != "admin:index"]


@pytest.fixture
def administrator(world, sign_in):
    Role.grant(world.nobody, Role.Name.ADMINISTRATOR)
    return sign_in(world.nobody)


def refused(client, addresses):
    for address in addresses:
        for answer in (client.get(address.path), client.post(address.path), client.get(address.path, headers={"hx-request": "true"})):
            assert answer.status_code == 403, address


def test_a_designer_comes_in(world, sign_in):
    page = sign_in(world.designer).get("/admin/")
    assert page.status_code == 200
    assert "no-store" in page["Cache-Control"]


def test_every_address_of_content_opens_for_a_designer(world, sign_in):
    client = sign_in(world.designer)
    for address in designers(world):
        assert client.get(address.path).status_code in (200, 405), address


def test_every_address_of_people_and_places_opens_for_an_administrator(world, administrator):
    for address in administrators(world):
        assert administrator.get(address.path).status_code in (200, 405), address


# S03
@pytest.mark.parametrize("role", OTHERS)
def test_no_address_of_the_panel_opens_for_anyone_else(world, sign_in, role):
    refused(sign_in(getattr(world, role)), panels(world))


def test_a_designer_sees_none_of_what_administrators_do(world, sign_in):
    """S03"""
    client = sign_in(world.designer)
    refused(client, administrators(world))
    assert "/admin/accounts/" not in client.get("/admin/").text


def test_an_administrator_sees_none_of_the_content(world, administrator):
    """S03"""
    refused(administrator, designers(world))
    assert "/admin/cards/" not in administrator.get("/admin/").text


def test_hr_sees_its_own_pages_named_and_none_of_the_lists(world, sign_in):
    """S03"""
    client = sign_in(world.hr)
    page = client.get("/admin/").text
    for path in ("/people/", "/exports/", "/people/data/", "/exports/tokens/", "/invitations/"):
        assert f'href="{path}"' in page
    refused(client, [*designers(world), *administrators(world)])


def test_who_has_two_roles_has_both_parts(world, sign_in):
    Role.grant(world.designer, Role.Name.ADMINISTRATOR)
    page = sign_in(world.designer).get("/admin/").text
    assert "What leaders read is written here" in page
    assert "Who is who, and who may do what" in page


def test_who_is_not_signed_in_is_led_to_our_own_sign_in(world):
    for address in panels(world):
        assert asked_to_sign_in(Client(), address.path), address


def test_a_role_taken_away_is_gone_at_the_next_request(world, sign_in):
    client = sign_in(world.designer)
    assert client.get("/admin/").status_code == 200
    world.designer.roles.get(name=Role.Name.DESIGNER).end()
    assert client.get("/admin/").status_code == 403


def test_the_refusal_is_our_own_page(world, sign_in):
    for path, says in (
        ("/admin/", "designers, HR and administrators"),
        ("/admin/lately/", "programme&#x27;s designers"),
        ("/admin/trail/", "administrators"),
    ):
        page = sign_in(world.leader).get(path)
        assert "Not yours to open" in page.text
        assert says in page.text


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
