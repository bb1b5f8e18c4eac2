"""Signing in and out: by e-mail and password, throttled, without telling who exists."""

import re

import pytest
from django.core import mail

from tests import make

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"


@pytest.fixture
def ada():
    return make.user("Ada Leader", email="ada@example.com", password=make.PASSWORD)


def test_a_right_password_lands_where_they_were_going(client, ada):
    answer = client.post(LOGIN, {"login": "Ada@Example.com", "password": make.PASSWORD, "next": "/cards/"})
    assert answer["Location"] == "/cards/"
    assert client.get("/me/").status_code == 200


# S49
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_next_never_leads_to_another_host(client, ada, target):
    answer = client.post(LOGIN, {"login": "ada@example.com", "password": make.PASSWORD, "next": target})
    assert answer["Location"] == "/"


@pytest.mark.parametrize("email", ["ada@example.com", "nobody@example.com"])
def test_a_wrong_password_tells_nothing_and_keeps_the_address(client, ada, email):
    page = client.post(LOGIN, {"login": email, "password": "wrong"})
    text = page.content.decode()
    assert page.context["form"].errors["__all__"] == ["That e-mail and password don't go together. Check both and try again."]
    assert f'value="{email}"' in text
    assert "wrong" not in re.findall(r'value="([^"]*)"', text)


# S16
def test_guessing_is_slowed_down(client, ada):
    for _ in range(6):
        client.post(LOGIN, {"login": "ada@example.com", "password": "wrong"})
    page = client.post(LOGIN, {"login": "ada@example.com", "password": make.PASSWORD})
    assert page.status_code in (200, 429)
    assert "_auth_user_id" not in client.session


# S11
def test_a_closed_account_cannot_sign_in_and_is_out_at_the_next_request(client, ada):
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    ada.is_active = False
    ada.save()
    assert client.get("/")["Location"].startswith(LOGIN)
    client.post(LOGIN, {"login": "ada@example.com", "password": make.PASSWORD})
    assert client.get("/")["Location"].startswith(LOGIN)


# S27
def test_signing_out_needs_a_post_and_ends_the_session(client, ada):
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert "Sign out?" in client.get("/accounts/logout/").content.decode()
    assert client.get("/me/").status_code == 200
    client.post("/accounts/logout/")
    assert client.get("/me/")["Location"].startswith(LOGIN)


def test_the_demo_accounts_are_offered_only_in_a_demo(client, db, settings):
    settings.DEMO = False
    assert "floorwalk-demo" not in client.get(LOGIN).content.decode()
    settings.DEMO = True
    text = client.get(LOGIN).content.decode()
    assert text.count('value="floorwalk-demo"') == 5


# S20
def test_a_forgotten_password_is_replaced_by_a_link_that_works_once(client, ada):
    client.post("/accounts/password/reset/", {"email": "ada@example.com"})
    link = re.search(r"http://localhost:8000(/accounts/password/reset/key/\S+)", mail.outbox[0].body)[1]
    page = client.get(link, follow=True)
    words = "seven quiet green lamps"
    client.post(page.request["PATH_INFO"], {"password1": words, "password2": words})
    assert "too old" in client.get(link, follow=True).content.decode()
    assert client.post(LOGIN, {"login": "ada@example.com", "password": words})["Location"] == "/"


# S18
def test_an_unknown_address_gets_the_same_answer_and_no_mail(client, ada):
    known = client.post("/accounts/password/reset/", {"email": "ada@example.com"})
    unknown = client.post("/accounts/password/reset/", {"email": "nobody@example.com"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert len(mail.outbox) == 1


# S19
@pytest.mark.parametrize("weak", ["short", "password1234", "123456789012"])
def test_weak_passwords_are_refused_with_a_reason(client, ada, weak):
    client.force_login(ada, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.post("/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": weak, "password2": weak})
    assert page.context["form"].errors


@pytest.mark.parametrize("path", ["signup/", "email/", "confirm-email/"])
def test_nobody_signs_up_here(client, db, path):
    assert client.get(f"/accounts/{path}").status_code == 404


def test_every_page_of_the_front_door_is_ours(client, ada):
    for path in ("login/", "password/reset/", "password/reset/done/", "inactive/"):
        text = client.get(f"/accounts/{path}").content.decode()
        assert "door__in" in text, path


# S58
def test_nul_and_odd_bytes_in_the_form_do_no_harm(client, db):
    page = client.post(LOGIN, {"login": "a\x00b@example.com", "password": "x\x00"})
    assert page.status_code == 200
    assert page.context["form"].errors


@pytest.mark.parametrize(
    ("came_from", "next_page"), [("http://testserver/in-the-way/", "/in-the-way/"), ("https://evil.example/x", "/"), ("", "/")]
)
def test_signed_out_in_the_middle_of_a_form_leads_back_to_its_page(client, db, came_from, next_page):
    answer = client.post("/in-the-way/3/clear/", {"what_was_done": "Rang them"}, headers={"referer": came_from})
    assert answer["Location"] == f"{LOGIN}?next={next_page}"
