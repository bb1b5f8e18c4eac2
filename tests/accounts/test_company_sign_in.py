"""Company single sign-on against a stub issuer: what is let in, and everything that is not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from accounts.models import Role, User
from tests import make
from tests.issuer import CLIENT, Issuer

pytestmark = pytest.mark.django_db
GO, CONNECT, BACK = "/accounts/company/", "/accounts/company/connect/", "/accounts/company/back/"


@pytest.fixture(scope="module")
def running() -> Iterator[Issuer]:
    issuer = Issuer()
    yield issuer
    issuer.close()


@pytest.fixture
def issuer(running, settings) -> Issuer:
    settings.OIDC_ISSUER, settings.OIDC_NAME = running.url, "Northwind"
    app = {"provider_id": "company", "name": "Northwind", "client_id": CLIENT, "secret": "s", "settings": {"server_url": running.url}}
    app["settings"]["fetch_userinfo"] = False
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"provider_class": "accounts.company.Company", "APPS": [app]}}
    running.token = ""
    return running


@pytest.fixture
def ada(db, issuer) -> User:
    """Connected with the company's 4711."""
    ada = make.user("Ada Leader", email="ada@example.com", password=make.PASSWORD)
    SocialAccount.objects.create(user=ada, provider="company", uid=f"{issuer.url} 4711")
    return ada


def sent_off(client: Client, path: str = GO, **said: str) -> dict[str, str]:
    """What stands in the address that the browser is sent to."""
    answer = client.post(path, said)
    assert answer.status_code == 302
    return {name: values[0] for name, values in parse_qs(urlsplit(answer["Location"]).query).items()}


def came_back(client: Client, asked: dict[str, str]):
    return client.get(BACK, {"code": "c", "state": asked["state"]})


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def test_who_is_connected_is_in(issuer, ada):
    client = Client()
    asked = sent_off(client, next="/cards/")
    assert asked["redirect_uri"] == "http://localhost:8000/accounts/company/back/"
    assert asked["code_challenge_method"] == "S256"
    issuer.say(asked["nonce"])
    assert came_back(client, asked)["Location"] == "/cards/"
    assert is_in(client)
    assert "code_verifier" in issuer.asked[-1]


HOUR = 3600
REFUSED = {
    "for somebody else": {"aud": "another-app"},
    "for several, and not by us": {"aud": [CLIENT, "another-app"]},
    "of another issuer": {"iss": "https://evil.example"},
    "of another browser": {"nonce": "0" * 64},
    "without a nonce": {"nonce": None},
    "without a subject": {"sub": None},
    "that is over": {"exp": lambda: int(time.time()) - HOUR},
    "without an end": {"exp": None},
    "of tomorrow": {"iat": lambda: int(time.time()) + 24 * HOUR},
    "not signed": {"signed": "none"},
    "signed with a word": {"signed": "HS256", "key": "s" * 64},
    "signed by a stranger": {"key": "other"},
    "signed with an unknown key": {"kid": "two"},
    "of somebody not connected": {"sub": "4712"},
}


@pytest.mark.parametrize("why", REFUSED)
def test_an_id_token_is_refused(issuer, ada, why):
    """S24: aud, iss, nonce, expired, alg none and the rest; the last one goes by the same e-mail address."""
    client = Client()
    asked = sent_off(client)
    claims = {name: value() if callable(value) else value for name, value in REFUSED[why].items()}
    if claims.get("key") == "other":
        claims["key"] = issuer.other
    issuer.say(**{"nonce": asked["nonce"], **claims})
    page = came_back(client, asked)
    assert page.status_code in (200, 401, 403)
    assert "door__in" in page.content.decode()
    assert not is_in(client)
    assert SocialAccount.objects.count() == 1
    assert User.objects.count() == 1


def test_no_id_token_at_all_is_refused(issuer, ada):
    """S24"""
    client = Client()
    asked = sent_off(client)
    came_back(client, asked)
    assert not is_in(client)


def test_a_state_works_once_and_only_in_its_own_browser(issuer, ada):
    """S24: replayed, unsolicited, of another browser."""
    client, thief = Client(), Client()
    asked = sent_off(client)
    issuer.say(asked["nonce"])
    came_back(thief, asked)
    assert not is_in(thief)
    thief.get(BACK, {"code": "c", "state": "made-up"})
    thief.get(BACK, {"code": "c"})
    assert not is_in(thief)
    came_back(client, asked)
    assert is_in(client)
    client.post("/accounts/logout/")
    came_back(client, asked)
    assert not is_in(client)


def test_one_way_there_does_not_open_another(issuer, ada):
    """S24: the token of an earlier way, sent along with a new state."""
    client = Client()
    issuer.say(sent_off(client)["nonce"])
    came_back(client, sent_off(client))
    assert not is_in(client)


def test_the_same_address_at_the_company_is_not_the_same_person(issuer):
    """S24: never by e-mail alone."""
    bea = make.user("Bea", email="bea@example.com", password=make.PASSWORD)
    client = Client()
    asked = sent_off(client)
    issuer.say(asked["nonce"], sub="99", email="Bea@Example.com")
    assert "Not connected yet" in came_back(client, asked).content.decode()
    assert not is_in(client)
    assert not SocialAccount.objects.filter(user=bea).exists()


def test_whoever_is_signed_in_connects_their_account_and_nothing_about_them_is_kept(issuer):
    bea = make.user("Bea", email="bea@example.com", password=make.PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": bea.email, "password": make.PASSWORD})
    asked = sent_off(client, CONNECT)
    issuer.say(asked["nonce"], sub="99", email="bea@corp.example")
    assert came_back(client, asked)["Location"] == "/accounts/steps/"
    known = SocialAccount.objects.get(user=bea)
    assert (known.uid, known.extra_data) == (f"{issuer.url} 99", {})
    fresh = Client()
    asked = sent_off(fresh)
    issuer.say(asked["nonce"], sub="99", email="other@corp.example")
    came_back(fresh, asked)
    assert is_in(fresh)
    bea.refresh_from_db()
    assert bea.email == "bea@example.com"


def test_a_closed_account_stays_closed(issuer, ada):
    ada.is_active = False
    ada.save()
    client = Client()
    asked = sent_off(client)
    issuer.say(asked["nonce"])
    came_back(client, asked)
    assert not is_in(client)


def test_new_people_are_made_only_where_that_is_wanted(issuer, settings):
    for wanted in (False, True):
        settings.OIDC_MAKES_ACCOUNTS = wanted
        client = Client()
        asked = sent_off(client)
        issuer.say(asked["nonce"], sub="7", email="New@Example.com", name="Nell New")
        came_back(client, asked)
        assert is_in(client) is wanted
    made = User.objects.get(email="new@example.com")
    assert (made.name, made.has_usable_password(), made.role_names) == ("Nell New", False, frozenset())


def test_roles_follow_the_companys_groups(issuer, ada, settings):
    settings.OIDC_ROLES = {"hr": "fw-hr", "designer": "fw-design"}
    Role.grant(ada, Role.Name.SPONSOR)
    for groups, roles in ((["fw-hr", "all"], {"hr", "sponsor"}), ("fw-design", {"designer", "sponsor"}), (None, {"sponsor"})):
        client = Client()
        asked = sent_off(client)
        issuer.say(asked["nonce"], groups=groups)
        came_back(client, asked)
        assert User.objects.get(pk=ada.pk).role_names == roles


def test_a_link_sends_nobody_off_and_adds_nothing(issuer, ada):
    assert Client().get(GO).status_code == 405
    client = Client()
    answer = client.post(f"{GO}?scope=admin&auth_params=prompt%3Dnone%26nonce%3Dknown&process=connect")
    assert "admin" not in answer["Location"]
    assert "prompt" not in answer["Location"]
    assert "nonce=known" not in answer["Location"]


@pytest.mark.parametrize(
    "target", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)", "/%09/evil.example"]
)
def test_it_never_leads_to_another_host(issuer, ada, target):
    """S49"""
    client = Client()
    asked = sent_off(client, next=target)
    issuer.say(asked["nonce"])
    there = urlsplit(came_back(client, asked)["Location"])
    assert (there.scheme, there.netloc) == ("", "")


def test_without_an_issuer_there_is_no_such_door(db, settings):
    settings.OIDC_ISSUER = ""
    assert Client().post(GO).status_code == 404
    assert Client().get(BACK, {"code": "c", "state": "s"}).status_code == 404
    assert "Sign in with" not in Client().get("/accounts/login/").content.decode()


def test_the_button_is_there_with_one(issuer, db):
    assert "Sign in with Northwind" in Client().get("/accounts/login/").content.decode()
