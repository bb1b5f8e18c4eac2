"""Invitations: HR and administrators let somebody in by a letter; its link works once, for three days, and can be taken back."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import Browser, Invitation, Role, User
from tests import make

pytestmark = pytest.mark.django_db
PAGE, WORDS = "/invitations/", "seven quiet green lamps"
NINA = {"name": "Nina New", "email": "Nina@Example.com"}


@pytest.fixture
def hr(world, sign_in):
    return sign_in(world.hr)


@pytest.fixture
def invite(hr, django_capture_on_commit_callbacks):
    """Post, and the letter goes off; what comes back is the path of its link."""

    def invite(path: str = PAGE, said: dict[str, str] | None = None) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            assert hr.post(path, said or NINA)["Location"] == PAGE
        return re.search(r"http://localhost:8000(/invitations/open/\S+/)", mail.outbox[-1].body)[1]

    return invite


def chosen(link: str, words: str = WORDS):
    return Client().post(link, {"password1": words, "password2": words})


def opens(email: str, password: str = WORDS) -> bool:
    return Client().post("/accounts/login/", {"login": email, "password": password}).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("hr", 200), ("leader", 403), ("designer", 403), ("sponsor", 403), ("nobody", 403)])
def test_who_may_invite(world, sign_in, who, status):
    client = sign_in(getattr(world, who))
    assert client.get(PAGE).status_code == status
    if status == 403:
        assert client.post(PAGE, NINA).status_code == 403
        assert not User.objects.filter(email__iexact=NINA["email"]).exists()


def test_an_administrator_may_too(world, sign_in):
    Role.grant(world.nobody, Role.Name.ADMINISTRATOR)
    assert sign_in(world.nobody).get(PAGE).status_code == 200


def test_a_letter_lets_somebody_choose_a_password_once(invite):
    link = invite()
    assert mail.outbox[-1].to == ["nina@example.com"]
    assert "Welcome, Nina" in unescape(Client().get(link).content.decode())
    assert not opens("nina@example.com")
    assert chosen(link)["Location"] == "/accounts/login/"
    assert opens("nina@example.com")
    assert chosen(link, "another long phrase").status_code == 410
    assert opens("nina@example.com")
    made = User.objects.get(email="nina@example.com")
    assert (made.name, made.role_names, made.leads) == ("Nina New", frozenset(), False)


@pytest.mark.parametrize("weak", ["short", "password1234", "floorwalk2026"])
def test_a_weak_password_is_refused_and_the_link_still_works(invite, weak):
    """S19"""
    link = invite()
    assert chosen(link, weak).status_code == 422
    assert chosen(link).status_code == 302


def test_it_is_too_old_after_three_days_and_can_be_sent_again(invite):
    link = invite()
    Invitation.objects.update(made_at=timezone.now() - timedelta(days=4), ends_at=timezone.now() - timedelta(seconds=1))
    assert Client().get(link).status_code == 410
    fresh = invite(f"{PAGE}{Invitation.objects.get().pk}/again/")
    assert chosen(fresh).status_code == 302


def test_sent_again_the_one_before_opens_nothing(invite):
    link = invite()
    fresh = invite(f"{PAGE}{Invitation.objects.get().pk}/again/")
    assert chosen(link).status_code == 410
    assert chosen(fresh).status_code == 302


def test_taken_back_it_opens_nothing(invite, hr):
    link = invite()
    hr.post(f"{PAGE}{Invitation.objects.get().pk}/end/")
    assert Client().get(link).status_code == 410
    assert chosen(link).status_code == 410
    assert "Nina New" not in hr.get(PAGE).content.decode()


def test_an_account_closed_meanwhile_is_not_opened(invite):
    link = invite()
    User.objects.filter(email="nina@example.com").update(is_active=False)
    assert chosen(link).status_code == 410


@pytest.mark.parametrize(
    "said", [{"name": "", "email": ""}, {"name": "Nina", "email": "not one"}, {"name": "N", "email": "STRANGER@example.com"}]
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(world, hr, said):
    make.user("Other", email="stranger@example.com")
    page = hr.post(PAGE, said)
    assert page.status_code == 422
    assert page.context["form"].errors
    assert not said["email"] or said["email"] in page.content.decode()
    assert not Invitation.objects.exists()


def test_only_a_digest_of_the_key_is_kept(invite):
    key = invite().rstrip("/").rsplit("/", 1)[1]
    assert key not in str(list(Invitation.objects.values()))
    assert len(key) >= 43  # 256 bits


def test_it_asks_who_is_there_and_keeps_what_was_typed(world, hr):
    """S21"""
    world.hr.set_password(make.PASSWORD)
    world.hr.save()
    client = Client()
    client.post("/accounts/login/", {"login": world.hr.email, "password": make.PASSWORD})
    Browser.objects.update(began_at=timezone.now() - timedelta(minutes=11))
    assert client.post(PAGE, NINA)["Location"] == "/accounts/reauthenticate/?next=/invitations/"
    client.post("/accounts/reauthenticate/", {"password": make.PASSWORD, "next": PAGE})
    assert NINA["email"] in client.get(PAGE).content.decode()


def test_many_open_ones_come_in_pages_and_cost_no_more(world, hr, django_assert_max_num_queries):
    hr.get(PAGE)
    for n in range(25):
        Invitation.make(make.user(f"New {n}"), by=world.hr)
    with django_assert_max_num_queries(14):
        page = hr.get(PAGE)
    assert page.content.decode().count("Send again") == 20
    assert hr.get(f"{PAGE}?page=2").content.decode().count("Send again") == 5


def test_nobody_else_sends_again_or_takes_back(world, sign_in, invite):
    """S02"""
    invite()
    pk = Invitation.objects.get().pk
    for do in ("again", "end"):
        assert sign_in(world.leader).post(f"{PAGE}{pk}/{do}/").status_code == 403
    assert Invitation.objects.open().exists()
