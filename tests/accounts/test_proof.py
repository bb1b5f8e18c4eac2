"""Step-up: what can do much harm asks who is there, unless they showed it within ten minutes; what was typed is kept."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Browser, Role
from accounts.proof import is_recent
from coaching.models import Export
from tests import make

pytestmark = pytest.mark.django_db
PAGE, PROVE = "/exports/", "/accounts/reauthenticate/"
SAID = {"column": ["session_id", "advisor_name"], "purpose": "The October review", "first": "2026-01-01", "format": "csv"}


@pytest.fixture
def hana(db):
    hana = make.user("Hana Rees", email="hana@example.com", password=make.PASSWORD)
    Role.grant(hana, Role.Name.HR)
    return hana


@pytest.fixture
def hr(hana):
    client = Client()
    client.post("/accounts/login/", {"login": hana.email, "password": make.PASSWORD})
    return client


@pytest.fixture
def a_while_ago(hr, hana):
    """Signed in eleven minutes ago, and busy since."""
    Browser.objects.filter(user=hana).update(began_at=timezone.now() - timedelta(minutes=10, seconds=1))
    return hr


def test_whoever_just_signed_in_is_not_asked_again(hr):
    """S21"""
    assert hr.post(PAGE, SAID).status_code == 200
    assert Export.objects.count() == 1


def test_after_ten_minutes_an_export_asks_who_is_there(a_while_ago):
    """S21"""
    answer = a_while_ago.post(PAGE, SAID)
    assert answer["Location"] == f"{PROVE}?next=/exports/"
    assert not Export.objects.exists()


def test_what_was_typed_comes_back_once_and_then_it_goes_through(a_while_ago):
    """S21"""
    there = a_while_ago.post(PAGE, SAID)["Location"]
    assert "Is it still you?" in a_while_ago.get(there).content.decode()
    back = a_while_ago.post(PROVE, {"password": make.PASSWORD, "next": PAGE})
    assert back["Location"] == PAGE
    page = a_while_ago.get(PAGE)
    assert page.context["form"]["purpose"].value() == "The October review"
    assert page.context["form"]["column"].value() == ["session_id", "advisor_name"]
    assert a_while_ago.get(PAGE).context["form"]["purpose"].value() != "The October review"
    assert a_while_ago.post(PAGE, SAID).status_code == 200
    assert Export.objects.get().purpose == "The October review"


def test_a_wrong_password_is_no_proof_and_guessing_is_slowed_down(a_while_ago):
    """S16, S21"""
    for _ in range(11):
        page = a_while_ago.post(PROVE, {"password": "wrong", "next": PAGE})
    assert page.status_code == 429
    assert a_while_ago.post(PAGE, SAID)["Location"].startswith(PROVE)


def test_a_proof_lasts_ten_minutes(a_while_ago, settings):
    """S21"""
    a_while_ago.post(PROVE, {"password": make.PASSWORD, "next": PAGE})
    assert a_while_ago.post(PAGE, SAID).status_code == 200
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    assert a_while_ago.post(PAGE, SAID)["Location"].startswith(PROVE)


def test_an_export_taken_again_asks_too(a_while_ago, hana):
    """S21"""
    export = Export.objects.create(made_by=hana, purpose="The monthly load", columns=["session_id"])
    assert a_while_ago.post(f"/exports/{export.pk}/again/")["Location"] == f"{PROVE}?next=/exports/"


def test_the_page_itself_can_be_read(a_while_ago):
    assert a_while_ago.get(PAGE).status_code == 200


def test_what_was_typed_never_holds_a_password(a_while_ago):
    a_while_ago.post(PAGE, {**SAID, "password": "hunter2hunter2", "csrfmiddlewaretoken": "x"})
    assert "hunter2" not in str(dict(a_while_ago.session))


def test_a_second_step_is_set_up_only_by_who_just_showed_who_they_are(a_while_ago):
    """S21"""
    for path in ("/accounts/steps/app/", "/accounts/steps/keys/add/"):
        assert a_while_ago.get(path)["Location"].startswith(PROVE), path


@pytest.mark.parametrize("target", ["//evil.example", "https://evil.example", "javascript:alert(1)", "/\\evil.example"])
def test_proving_never_leads_to_another_host(a_while_ago, target):
    """S49"""
    assert a_while_ago.post(PROVE, {"password": make.PASSWORD, "next": target})["Location"] == "/"


def test_who_has_nothing_but_the_companys_sign_in_signs_in_again(a_while_ago, hana):
    """S21: without a password there is nothing to ask for here."""
    hana.set_unusable_password()
    hana.save()
    client = Client()
    client.force_login(hana, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(PAGE, SAID).status_code == 200
    Browser.objects.filter(user=hana).update(began_at=timezone.now() - timedelta(minutes=11))
    assert client.post(PAGE, SAID)["Location"] == "/accounts/login/?next=/exports/"
    assert client.get("/me/").status_code == 302


def test_tokens_rosters_and_data_packs_ask_as_well(a_while_ago, hana):
    """S21"""
    ada = make.advisor(make.team("Red"), "Ada Price")
    Role.grant(hana, Role.Name.EXPORT_NOTES)
    for page, asked in (
        ("/exports/tokens/", "/exports/tokens/"),
        ("/people/", "/people/roster.csv"),
        (f"/people/advisors/{ada.pk}/", f"/people/advisors/{ada.pk}/pack/"),
        (f"/people/advisors/{ada.pk}/erase/", f"/people/advisors/{ada.pk}/erase/"),
    ):
        assert a_while_ago.post(asked, {"purpose": "She asked for it"})["Location"] == f"{PROVE}?next={page}"
    assert 'value="She asked for it"' in _proved(a_while_ago, f"/people/advisors/{ada.pk}/", f"/people/advisors/{ada.pk}/pack/")


def _proved(client: Client, page: str, asked: str) -> str:
    client.post(asked, {"purpose": "She asked for it"})
    client.post(PROVE, {"password": make.PASSWORD, "next": page})
    return client.get(page).content.decode()


def test_a_clock_that_was_put_back_makes_no_proof_last_longer(world, rf):
    """R25: and the next proof counts at once, though the old one lies ahead."""
    began = timezone.now()

    def asked(*proofs: float, now: float) -> bool:
        request = rf.get("/")
        request.user, request.browser = world.hr, Browser(user=world.hr, began_at=began)
        records = [{"method": "password", "at": at, "reauthenticated": True} for at in proofs]
        request.session = {"account_authentication_methods": records, "account_authentication_methods_user": str(world.hr.pk)}
        return is_recent(request, now)

    then = began.timestamp()
    assert asked(now=then + 60)
    assert asked(now=then - 10)
    assert not asked(now=then - 3600)
    assert asked(then - 3590, now=then - 3580)
    assert not asked(then - 3590, now=then + 3600)
