"""/mine/link/, /mine/open/<key>/, /mine/leave/: a link to one's own page, sent to one's own address."""

import re
import threading
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Advisor, OneTimeLink
from accounts.own_record import KEY

pytestmark = pytest.mark.django_db(transaction=False)

ASK, SENT, MINE = "/mine/link/", "/mine/link/sent/", "/mine/"


@pytest.fixture
def ada(world) -> Advisor:
    world.ada.email = "ada.price@example.com"
    world.ada.save()
    return world.ada


@pytest.fixture(autouse=True)
def no_tries_yet():
    cache.clear()


def asked(client: Client, email: str, **more):
    return client.post(ASK, {"email": email, **more})


def written(django_capture_on_commit_callbacks, client, email):
    with django_capture_on_commit_callbacks(execute=True):
        answer = asked(client, email)
    for thread in threading.enumerate():
        if thread is not threading.current_thread() and not thread.daemon:
            thread.join(5)
    return answer


def opened(client: Client, advisor: Advisor, at=None):
    key = OneTimeLink.make(advisor, at)
    return client.post(reverse("mine-enter", args=[key]))


def test_a_link_comes_by_mail_and_opens_ones_own_page_once(client, ada, django_capture_on_commit_callbacks):
    answer = written(django_capture_on_commit_callbacks, client, "Ada.Price@example.com")
    assert (answer.status_code, answer["Location"]) == (302, SENT)
    (letter,) = mail.outbox
    assert letter.to == [ada.email]
    where = re.search(r"http://testserver(/mine/open/\S+/)", letter.body)
    assert where
    assert "Hello Ada" in letter.body
    page = client.get(where[1])
    assert "Hello Ada" in page.text
    assert client.get(MINE)["Location"] == ASK, "looking at the link lets nobody in: mail programs do"
    assert client.post(where[1])["Location"] == MINE
    assert "Ada, this is your page" in client.get(MINE).text
    assert Client().post(where[1]).status_code == 410
    assert Client().get(where[1]).status_code == 410


@pytest.mark.parametrize("email", ["nobody@example.com", "user1@example.com"])
def test_whoever_asks_is_told_the_same(client, ada, email, django_capture_on_commit_callbacks):
    answer = written(django_capture_on_commit_callbacks, client, email)
    assert (answer.status_code, answer["Location"]) == (302, SENT)
    assert mail.outbox == []
    assert not OneTimeLink.objects.exists()


def test_a_shared_address_and_somebody_who_left_get_none(client, world, ada, django_capture_on_commit_callbacks):
    world.ben.email = ada.email.upper()
    world.ben.save()
    written(django_capture_on_commit_callbacks, client, ada.email)
    assert mail.outbox == []
    world.ben.leave()
    written(django_capture_on_commit_callbacks, client, ada.email)
    assert len(mail.outbox) == 1, "once Ben has left the address is Ada's alone"
    ada.leave()
    written(django_capture_on_commit_callbacks, client, ada.email)
    assert len(mail.outbox) == 1


def test_only_so_many_letters_in_half_an_hour(client, ada, django_capture_on_commit_callbacks):
    for _turn in range(5):
        written(django_capture_on_commit_callbacks, client, ada.email)
    assert len(mail.outbox) == 3
    OneTimeLink.objects.update(made_at=timezone.now() - timedelta(hours=30), ends_at=timezone.now() - timedelta(hours=29))
    written(django_capture_on_commit_callbacks, client, ada.email)
    assert len(mail.outbox) == 4
    assert OneTimeLink.objects.count() == 1, "what is long dead goes"


# R30
def test_a_mail_server_that_is_away_is_ours_to_know_not_theirs(client, ada, monkeypatch, django_capture_on_commit_callbacks):
    def away(letter):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", away)
    answer = written(django_capture_on_commit_callbacks, client, ada.email)
    assert answer["Location"] == SENT


@pytest.mark.parametrize(("typed", "says"), [("", "Write your work e-mail."), ("ada at work", "look like an e-mail address")])
def test_bad_input_is_kept_and_told(client, typed, says):
    answer = asked(client, typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert f'value="{typed}"' in answer.text or not typed


def test_after_sixty_tries_it_says_wait(client, ada, monkeypatch):
    monkeypatch.setattr("accounts.views.own_record.send_link", lambda request, advisor: None)
    assert [asked(client, "x@example.com").status_code for _turn in range(60)] == [302] * 60
    answer = asked(client, "x@example.com")
    assert answer.status_code == 429
    assert 'value="x@example.com"' in answer.text


def test_in_the_demo_the_link_opens_at_once_and_elsewhere_never(client, ada, settings):
    assert asked(client, ada.email)["Location"] == SENT
    settings.DEMO = True
    assert "/mine/open/" in asked(client, ada.email)["Location"]


def test_the_key_is_kept_nowhere(ada):
    key = OneTimeLink.make(ada)
    row = OneTimeLink.objects.values().get()
    assert len(key) >= 43
    assert not [value for value in row.values() if key in str(value)]


def test_a_link_ends_after_half_an_hour_and_with_its_person(client, world, ada):
    half_an_hour_ago = timezone.now() - timedelta(minutes=30)
    assert opened(client, ada, half_an_hour_ago).status_code == 410
    assert opened(Client(), ada, half_an_hour_ago + timedelta(minutes=1))["Location"] == MINE
    key = OneTimeLink.make(ada)
    ada.leave()
    assert client.post(reverse("mine-enter", args=[key])).status_code == 410


def test_two_at_once_let_one_in(ada):
    link = OneTimeLink.good(OneTimeLink.make(ada))
    assert [link.open(), link.open()] == [True, False]


def test_it_gives_a_new_session_and_nothing_else_opens(client, ada):
    client.get(ASK)
    client.session["planted"] = True
    before = client.cookies.get("session")
    opened(client, ada)
    assert client.cookies["session"].value != (before.value if before else "")
    shut = {
        url: client.get(url)["Location"] for url in ("/", "/team/", "/cards/", "/toolkit/", f"/advisors/{ada.pk}/", "/me/", "/check-backs/")
    }
    assert all(where.startswith("/accounts/login/") for where in shut.values()), shut
    assert client.get("/api/v1/sessions/").status_code == 401
    assert client.get("/story/").status_code == 200


def test_it_ends_after_twelve_hours_when_they_leave_when_closed_and_with_another_address(client, ada):
    opened(client, ada)
    session = client.session
    session[KEY] = {**session[KEY], "until": timezone.now().timestamp() - 1}
    session.save()
    assert client.get(MINE)["Location"] == ASK
    opened(client, ada)
    assert client.get(MINE).status_code == 200
    assert client.post("/mine/leave/")["Location"] == ASK
    assert client.get(MINE)["Location"] == ASK
    opened(client, ada)
    Advisor.objects.filter(pk=ada.pk).update(email="other@example.com")
    assert client.get(MINE)["Location"] == ASK
    Advisor.objects.filter(pk=ada.pk).update(email=ada.email)
    assert client.get(MINE).status_code == 200
    ada.leave()
    assert client.get(MINE)["Location"] == ASK


def test_where_somebody_is_signed_in_it_opens_nobody_elses(world, sign_in, ada):
    client = sign_in(world.leader)
    key = OneTimeLink.make(ada)
    where = reverse("mine-enter", args=[key])
    for answer in (client.get(where), client.post(where)):
        assert "Amir Haddad is signed in here" in answer.text
        assert "Open my page" not in answer.text
    assert client.get(MINE)["Location"] == ASK
    assert Client().post(where)["Location"] == MINE, "and the link was not used up"


def test_whoever_signs_in_after_them_sees_nothing_of_theirs(client, world, ada):
    opened(client, ada)
    client.force_login(world.leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.get(MINE)["Location"] == ASK


def test_somebody_with_an_account_reads_their_own_by_its_address(world, sign_in, ada):
    client = sign_in(world.nobody)
    assert client.get(MINE)["Location"] == ASK
    world.nobody.email = ada.email
    world.nobody.save()
    assert "Ada, this is your page" in client.get(MINE).text
    assert 'href="/mine/"' in client.get("/me/").text


def test_a_leader_has_a_link_sent_and_sees_none(world, sign_in, ada, django_capture_on_commit_callbacks):
    client = sign_in(world.leader)
    where = reverse("advisor-link", args=[ada.pk])
    assert where in client.get(f"/advisors/{ada.pk}/").text
    with django_capture_on_commit_callbacks() as letters:
        answer = client.post(where)
    assert len(letters) == 1
    assert "/mine/open/" not in answer.text + answer["Location"]
    assert sign_in(world.other).post(where).status_code == 404
    assert sign_in(world.hr).post(where).status_code == 403
    assert client.get(where).status_code == 405


def test_without_an_address_of_their_own_no_link_is_sent_and_it_says_so(world, sign_in, ada, django_capture_on_commit_callbacks):
    world.ben.email = ada.email
    world.ben.save()
    client = sign_in(world.leader)
    with django_capture_on_commit_callbacks() as letters:
        answer = client.post(reverse("advisor-link", args=[ada.pk]), follow=True)
    assert letters == []
    assert "No link sent" in answer.text


def test_nothing_of_it_is_kept_by_a_cache(client, ada):
    opened(client, ada)
    assert client.get(MINE)["Cache-Control"] == "no-store"
