"""How long somebody stays signed in, and where: unused, at all, ended from another browser, by a new password."""

from __future__ import annotations

from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Browser, Role
from accounts.models.browser import MOST, called
from tests import make

pytestmark = pytest.mark.django_db
LOGIN = "/accounts/login/"
ANDROID = "Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile Safari/604.1"


def signed_in(user, agent: str = ANDROID) -> Client:
    client = Client(headers={"user-agent": agent})
    client.post(LOGIN, {"login": user.email, "password": make.PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/me/").status_code == 200


def age(user, **marks: timedelta) -> None:
    """As if the browser had been used, or signed in, so much earlier."""
    at = timezone.now()
    Browser.objects.filter(user=user).update(**{name: at - how for name, how in marks.items()})


@pytest.fixture
def ada(db):
    return make.user("Ada Leader", email="ada@example.com", password=make.PASSWORD)


@pytest.fixture
def hana(db):
    hana = make.user("Hana Rees", email="hana@example.com", password=make.PASSWORD)
    Role.grant(hana, Role.Name.HR)
    return hana


def test_a_planted_session_is_worth_nothing_after_signing_in(ada):
    """S26"""
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    planted = client.cookies["session"] = session.session_key
    client.post(LOGIN, {"login": ada.email, "password": make.PASSWORD})
    assert client.cookies["session"].value != planted
    thief = Client()
    thief.cookies["session"] = planted
    assert not is_in(thief)
    assert is_in(client)


def test_a_copied_cookie_is_worth_nothing_after_signing_out(ada):
    """S27"""
    client, thief = signed_in(ada), Client()
    thief.cookies["session"] = client.cookies["session"].value
    assert is_in(thief)
    client.post("/accounts/logout/")
    assert not is_in(thief)
    assert not Browser.objects.filter(user=ada).exists()


def test_at_a_desk_half_an_hour_unused_ends_it(hana):
    """S28"""
    client = signed_in(hana)
    age(hana, seen_at=timedelta(minutes=29))
    assert is_in(client)
    age(hana, seen_at=timedelta(minutes=30, seconds=1))
    assert client.get("/me/")["Location"] == f"{LOGIN}?next=/me/"
    assert not Browser.objects.filter(user=hana).exists()
    assert client.get("/api/v1/whoami/").status_code == 401


def test_at_a_desk_twelve_hours_end_it_however_busy(hana):
    """S29"""
    client = signed_in(hana)
    age(hana, began_at=timedelta(hours=11, minutes=59))
    assert is_in(client)
    age(hana, began_at=timedelta(hours=12, seconds=1))
    assert not is_in(client)


def test_on_the_floor_a_phone_lasts_from_shift_to_shift_and_not_for_ever(ada):
    """S28, S29: a leader's phone is asked again after a day off, and every two weeks."""
    client = signed_in(ada)
    age(ada, seen_at=timedelta(hours=16), began_at=timedelta(days=13))
    assert is_in(client)
    age(ada, seen_at=timedelta(hours=24, seconds=1))
    assert not is_in(client)
    client = signed_in(ada)
    age(ada, began_at=timedelta(days=14, seconds=1))
    assert not is_in(client)


def test_a_role_given_meanwhile_counts_at_the_next_request(ada):
    client = signed_in(ada)
    age(ada, seen_at=timedelta(hours=2))
    Role.grant(ada, Role.Name.ADMINISTRATOR)
    assert not is_in(client)


def test_how_long_is_a_setting(hana, settings):
    settings.DESK_IDLE = timedelta(minutes=5)
    client = signed_in(hana)
    age(hana, seen_at=timedelta(minutes=6))
    assert not is_in(client)


def test_use_is_written_down_once_a_minute(ada, django_assert_num_queries):
    client = signed_in(ada)
    age(ada, seen_at=timedelta(minutes=5))
    client.get("/me/")
    first = Browser.objects.get(user=ada).seen_at
    assert timezone.now() - first < timedelta(seconds=30)
    client.get("/me/")
    assert Browser.objects.get(user=ada).seen_at == first


def test_what_a_page_asks_by_itself_is_no_use(ada):
    """An open page would otherwise keep a computer signed in that everybody has left."""
    client = signed_in(ada)
    age(ada, seen_at=timedelta(minutes=5))
    before = Browser.objects.get(user=ada).seen_at
    assert client.get("/api/v1/whoami/").status_code == 200
    assert Browser.objects.get(user=ada).seen_at == before


def test_a_closed_account_is_out_at_the_next_request_everywhere(ada):
    """S11, S30"""
    client = signed_in(ada)
    ada.is_active = False
    ada.save()
    assert not is_in(client)
    assert client.get("/api/v1/whoami/").status_code == 401


def test_a_new_password_ends_every_other_session(ada):
    """S31"""
    here, there = signed_in(ada), signed_in(ada, IPHONE)
    words = "seven quiet green lamps"
    here.post("/accounts/password/change/", {"oldpassword": make.PASSWORD, "password1": words, "password2": words})
    assert is_in(here)
    assert not is_in(there)
    assert Browser.objects.filter(user=ada).count() == 1


def test_the_list_says_where_and_one_of_them_can_be_ended(ada):
    """S32"""
    here, there = signed_in(ada), signed_in(ada, IPHONE)
    text = unescape(here.get("/me/").content.decode())
    assert "Chrome on Android" in text
    assert "Safari on iPhone" in text
    assert text.count("This one") == 1
    other = Browser.objects.get(user=ada, called="Safari on iPhone")
    here.post(f"/me/browsers/{other.pk}/end/")
    assert not is_in(there)
    assert is_in(here)


def test_everywhere_else_at_once(ada):
    """S32"""
    here, others = signed_in(ada), [signed_in(ada, IPHONE) for _ in range(3)]
    here.post("/me/browsers/end/")
    assert is_in(here)
    assert [is_in(other) for other in others] == [False, False, False]


def test_nobody_ends_somebody_elses_nor_the_one_they_ask_with(ada, hana):
    """S02, S32"""
    here, hers = signed_in(ada), signed_in(hana)
    for pk in (Browser.objects.get(user=hana).pk, Browser.objects.get(user=ada).pk, 10**12):
        assert here.post(f"/me/browsers/{pk}/end/").status_code == 404
    here.post("/me/browsers/end/")
    assert is_in(hers)


def test_a_list_never_grows_beyond_what_fits_a_page(ada):
    for _ in range(MOST + 3):
        Browser.begin(ada, IPHONE)
    assert Browser.objects.filter(user=ada).count() == MOST


def test_another_persons_row_opens_nothing(ada, hana):
    client = signed_in(ada)
    session = client.session
    session["browser"] = Browser.begin(hana, "").pk
    session.save()
    assert not is_in(client)


def test_a_session_from_before_asks_for_sign_in(ada):
    client = signed_in(ada)
    session = client.session
    del session["browser"]
    session.save()
    assert not is_in(client)


@pytest.mark.parametrize(
    ("agent", "name"),
    [(ANDROID, "Chrome on Android"), (IPHONE, "Safari on iPhone"), ("", "A browser"), ("x" * 9000, "A browser"), ("Firefox/1", "Firefox")],
)
def test_a_browser_is_called_what_people_call_it(agent, name):
    assert called(agent) == name


def test_session_keys_are_long_and_never_twice():
    """S33"""
    keys = {Client().session._get_new_session_key() for _ in range(10_000)}
    assert len(keys) == 10_000
    assert {len(key) for key in keys} == {32}  # of 36 letters: 165 bits
