"""Notifications, against a push service on this machine that opens what it gets."""

from __future__ import annotations

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core import mail
from django.core.management import call_command

from accounts import push
from accounts.models import Notice, Reminders, Subscription
from coaching import telling
from tests import push_service
from tests.coaching.letters import NOON, at_work, promised
from tests.ladder import asked_to_sign_in

pytestmark = pytest.mark.django_db
URL = "/me/push/"


@pytest.fixture
def service(world, settings, monkeypatch, tmp_path):
    """Trusted by its certificate and named in the settings, like any other; a key of our own."""
    made, server, certificate = push_service.running(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    settings.PUSH_HOSTS, settings.PUSH_PRIVATE_KEY, settings.ORIGIN = [made.host], push.new_private_key(), "https://floorwalk.example"
    at_work(world)
    yield made
    server.shutdown()
    server.server_close()


def subscribed(user, browser) -> Subscription:
    return Subscription.keep(user, **browser.form)


# P26
def test_the_browser_reads_how_many_and_no_name(world, service):
    browser = service.browser()
    subscribed(world.leader, browser)
    promised(world.leader, world.ada, next_step="Ask one more", note="Her mother is ill")
    promised(world.leader, world.ben)
    tally = telling.go(NOON)
    [(path, headers, body)] = service.came
    assert path == "/push/one"
    assert (headers["Content-Encoding"], headers["TTL"], headers["Urgency"]) == ("aes128gcm", "14400", "normal")
    assert browser.opened(body) == {"title": "2 check-backs due today", "badge": 2}
    assert tally.sent == {"mail": 1, "push": 1}
    assert b"check-backs" not in body


def test_it_says_who_sends_it(world, service, settings):
    subscribed(world.leader, service.browser())
    promised(world.leader, world.ada)
    telling.go(NOON)
    claims = service.signed_by(service.came[0][1])
    assert claims["sub"] == "https://floorwalk.example"
    assert claims["k"] == push.public_key()
    assert claims["exp"] > 0


def test_another_browser_cannot_read_it(world, service):
    subscribed(world.leader, service.browser())
    promised(world.leader, world.ada)
    telling.go(NOON)
    with pytest.raises(Exception, match=r"InvalidTag|^$"):
        service.browser().opened(service.came[0][2])


def test_once_a_shift_on_every_phone_of_theirs(world, service):
    for name in ("one", "two"):
        subscribed(world.leader, service.browser(name))
    promised(world.leader, world.ada)
    for minutes in (0, 5, 60):
        telling.go(NOON + timedelta(minutes=minutes))
    assert sorted(path for path, _headers, _body in service.came) == ["/push/one", "/push/two"]


def test_who_switched_the_number_off_gets_none_on_the_icon(world, service):
    browser = service.browser()
    subscribed(world.leader, browser)
    Reminders.objects.filter(user=world.leader).update(badge=False)
    promised(world.leader, world.ada)
    telling.go(NOON)
    assert browser.opened(service.came[0][2])["badge"] == 0


def test_nothing_due_is_no_notification(world, service):
    subscribed(world.leader, service.browser())
    world.ada.sessions.update(held_on=NOON.date() - timedelta(days=20))  # left alone: worth a letter, not this
    telling.go(NOON)
    assert (len(mail.outbox), service.came) == (1, [])


@pytest.mark.parametrize("off", ["no key", "switched off", "let go"])
def test_nothing_goes_where_it_is_off(world, service, settings, off):
    browser = service.browser()
    subscribed(world.leader, browser)
    promised(world.leader, world.ada)
    if off == "no key":
        settings.PUSH_PRIVATE_KEY = ""
    elif off == "switched off":
        Reminders.choose(world.leader, digest=True, badge=True, push=False)
    else:
        Subscription.let_go(world.leader, browser.endpoint)
    telling.go(NOON)
    assert service.came == []
    assert not Notice.objects.filter(way="push").exists()


# --- what the service says -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("status", [404, 410])
def test_a_browser_that_has_let_go_is_forgotten(world, service, status):
    for name in ("gone", "there"):
        subscribed(world.leader, service.browser(name))
    service.answers["/push/gone"] = status
    promised(world.leader, world.ada)
    assert telling.go(NOON).failed == 0
    assert [row.endpoint.rpartition("/")[2] for row in Subscription.objects.all()] == ["there"]


@pytest.mark.parametrize("status", [301, 307, 400, 429, 500, 503])
def test_a_service_that_will_not_is_asked_again_at_the_next_run_and_followed_nowhere(world, service, status):
    subscribed(world.leader, service.browser())
    service.answers["/push/one"] = status
    promised(world.leader, world.ada)
    tally = telling.go(NOON)
    assert (tally.failed, tally.sent["push"], tally.sent["mail"]) == (1, 0, 1)
    service.answers.clear()
    telling.go(NOON + timedelta(minutes=5))
    assert [path for path, _headers, _body in service.came] == ["/push/one", "/push/one"]
    assert len(mail.outbox) == 1
    assert Subscription.objects.count() == 1


def test_a_service_that_is_not_there_stops_nobody(world, service, settings, caplog):
    settings.PUSH_HOSTS = ["localhost:9"]
    subscribed(world.leader, push_service.Browser("https://localhost:9/secret"))
    promised(world.leader, world.ada)
    tally = telling.go(NOON)
    assert (tally.failed, tally.sent["mail"]) == (1, 1)
    assert "secret" not in caplog.text


def test_a_service_with_a_certificate_nobody_trusts_is_told_nothing(world, service, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")
    subscribed(world.leader, service.browser())
    promised(world.leader, world.ada)
    assert telling.go(NOON).failed == 1
    assert service.came == []


def test_a_service_taken_off_the_list_is_never_called_again(world, service, settings):
    subscribed(world.leader, service.browser())
    settings.PUSH_HOSTS = ["fcm.googleapis.com"]
    promised(world.leader, world.ada)
    telling.go(NOON)
    assert (service.came, Subscription.objects.count()) == ([], 0)


# --- on and off, from the browser ------------------------------------------------------------------------------------


def test_on_from_the_page_and_off_from_there(world, service, sign_in):
    client, browser = sign_in(world.leader), service.browser()
    page = client.post(URL, browser.form, follow=True)
    assert "Notifications are on" in page.content.decode()
    assert 'name="push"' in page.content.decode()
    client.post(URL, browser.form)
    assert Subscription.objects.get().user == world.leader
    client.post(URL, {**browser.form, "do": "off"})
    assert (Subscription.objects.count(), Reminders.of(world.leader).push) == (0, False)


def test_off_from_any_phone_lets_all_of_them_go(world, service, sign_in):
    for name in ("one", "two"):
        subscribed(world.leader, service.browser(name))
    subscribed(world.other, service.browser("hers"))
    sign_in(world.leader).post("/me/reminders/", {"digest": "on"})
    assert [row.user for row in Subscription.objects.all()] == [world.other]


def test_signing_out_lets_this_browser_go(world, service, sign_in):
    one, two = sign_in(world.leader), sign_in(world.leader)
    one.post(URL, service.browser("one").form)
    two.post(URL, service.browser("two").form)
    one.post("/accounts/logout/")
    assert [row.endpoint.rpartition("/")[2] for row in Subscription.objects.all()] == ["two"]


def test_a_browser_is_one_persons_at_a_time(world, service, sign_in):
    browser = service.browser()
    sign_in(world.leader).post(URL, browser.form)
    sign_in(world.other).post(URL, browser.form)
    assert Subscription.objects.get().user == world.other
    sign_in(world.leader).post(URL, {**browser.form, "do": "off"})
    assert Subscription.objects.get().user == world.other


def test_ten_a_person_and_the_oldest_gives_way(world, service):
    for n in range(12):
        subscribed(world.leader, service.browser(str(n)))
    kept = {row.endpoint.rpartition("/")[2] for row in Subscription.objects.all()}
    assert kept == {str(n) for n in range(2, 12)}


@pytest.mark.parametrize(
    "endpoint",
    [
        "", "http://fcm.googleapis.com/x", "https://localhost/x", "https://127.0.0.1/x", "https://169.254.169.254/x", "https://[::1]/x",
        "https://fcm.googleapis.com.evil.example/x", "https://evil.example/fcm.googleapis.com", "https://fcm.googleapis.com@evil.example/x",
        "https://evil.example#fcm.googleapis.com/", "https://fcm.googleapis.com:8443/x", "https://fcm.googleapis.com/x\r\nX: y",
        "https://push.apple.com.evil.example/x", "https://fcm.googleapis.com\\@evil.example/x", "ftp://fcm.googleapis.com/x", "x" * 9000,
        "https://fcm.googleapis.com/" + "x" * 500, "https://fcm.googleapis.com/é",
    ],
)  # fmt: skip
def test_no_other_address_is_taken(world, sign_in, settings, endpoint):
    settings.PUSH_PRIVATE_KEY = push.new_private_key()
    page = sign_in(world.leader).post(URL, {**push_service.Browser(endpoint).form}, follow=True)
    assert "can&#x27;t be used here" in page.content.decode()
    assert Subscription.objects.count() == 0


@pytest.mark.parametrize(
    "endpoint",
    ["https://fcm.googleapis.com/fcm/send/a:b-C_d", "https://web.push.apple.com/QA", "https://am3p.notify.windows.com/w/?token=B%2f"],
)
def test_the_services_of_the_browsers_are(world, sign_in, settings, endpoint):
    settings.PUSH_PRIVATE_KEY = push.new_private_key()
    sign_in(world.leader).post(URL, push_service.Browser(endpoint).form)
    assert Subscription.objects.get().endpoint == endpoint


@pytest.mark.parametrize("wrong", [{"p256dh": "B" + "A" * 86}, {"p256dh": "x"}, {"auth": "x"}, {"auth": "é" * 22}, {"p256dh": ""}])
def test_keys_that_are_none_are_refused(world, service, sign_in, wrong):
    sign_in(world.leader).post(URL, {**service.browser().form, **wrong})
    assert Subscription.objects.count() == 0


def test_without_a_key_of_ours_nobody_is_offered_any(world, sign_in, service, settings):
    client = sign_in(world.leader)
    assert "<fw-push" in client.get("/me/").content.decode()
    settings.PUSH_PRIVATE_KEY = ""
    assert "<fw-push" not in client.get("/me/").content.decode()
    client.post(URL, service.browser().form)
    assert Subscription.objects.count() == 0


def test_for_leaders_only(world, service, sign_in, client):
    assert asked_to_sign_in(client, URL, "post")
    for who in ("former", "designer", "hr", "sponsor", "nobody"):
        assert sign_in(getattr(world, who)).post(URL, service.browser().form).status_code == 403
    assert sign_in(world.leader).get(URL).status_code == 405


def test_the_command_makes_a_key_that_works(world, service, settings):
    said = StringIO()
    call_command("push_keys", stdout=said)
    found = re.fullmatch(r"PUSH_PRIVATE_KEY=([\w-]{43})\n", said.getvalue())
    assert found
    settings.PUSH_PRIVATE_KEY = found[1]
    subscribed(world.leader, service.browser())
    promised(world.leader, world.ada)
    telling.go(NOON)
    assert service.signed_by(service.came[0][1])["k"] == push.public_key()
