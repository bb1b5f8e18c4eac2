"""A phone says beside its question how much it still holds; its owner sees that on their own page."""

from __future__ import annotations

import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.db import OperationalError
from django.utils import timezone

from accounts.models import Device
from accounts.models import device as limits
from tests.ladder import counted, lead_nothing

URL = "/api/v1/whoami/"
PHONE = "0b6f9a5e-1c7d-4a51-9a53-6f2f0f6f2c11"


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.leader)


def ask(client, **said: str):
    headers = {"X-Device": PHONE, "X-Waiting": "2", "X-Sequence": "7", **{f"X-{name.title()}": value for name, value in said.items()}}
    response = client.get(URL, headers=headers)
    assert response.status_code == 200
    return response.json()


def page(client) -> str:
    return unescape(client.get("/me/").content.decode())


def test_it_is_written_down(world, client):
    assert ask(client, build="2026.11")["user"] == world.leader.pk
    phone = Device.objects.get()
    assert (phone.user, str(phone.device), phone.waiting, phone.sequence, phone.build) == (world.leader, PHONE, 2, 7, "2026.11")
    assert timezone.now() - phone.last_contact < timedelta(minutes=1)


def test_the_same_again_within_a_minute_is_not(client):
    ask(client)
    before = Device.objects.values().get()
    ask(client)
    assert Device.objects.values().get() == before
    Device.objects.update(last_contact=timezone.now() - timedelta(seconds=61))
    ask(client)
    assert timezone.now() - Device.objects.get().last_contact < timedelta(seconds=30)


@pytest.mark.parametrize(("said", "now"), [({"waiting": "0"}, (0, 7)), ({"waiting": "3"}, (3, 7)), ({"sequence": "8"}, (2, 8))])
def test_what_it_holds_is_written_down_at_once(client, said, now):
    ask(client)
    ask(client, **said)
    phone = Device.objects.get()
    assert (phone.waiting, phone.sequence) == now


def test_a_call_that_was_overtaken_says_nothing_new(world):
    later, earlier = timezone.now(), timezone.now() - timedelta(seconds=20)
    Device.seen(world.leader, uuid.UUID(PHONE), 0, at=later)
    Device.seen(world.leader, uuid.UUID(PHONE), 5, at=earlier)
    assert Device.objects.get().waiting == 0


@pytest.mark.parametrize(
    "said",
    [
        {"device": ""}, {"device": "x"}, {"device": "1" * 32}, {"device": PHONE + "0"}, {"device": f"{{{PHONE}}}"},
        {"device": f"urn:uuid:{PHONE}"},
        {"waiting": ""}, {"waiting": "-1"}, {"waiting": "two"}, {"waiting": "1.0"}, {"waiting": "9" * 30}, {"waiting": "100001"},
        {"waiting": "²"}, {"waiting": "٣"},
        {"sequence": ""}, {"sequence": "-1"}, {"sequence": "9" * 30}, {"sequence": "x"},
    ],
)  # fmt: skip
def test_a_header_that_makes_no_sense_is_as_none(client, said):
    ask(client, **said)
    assert not Device.objects.exists()


@pytest.mark.parametrize("build", ["", "x" * 41, "<script>", "a b"])
def test_an_odd_build_is_left_out(client, build):
    ask(client, build=build)
    assert Device.objects.get().build == ""


def test_without_the_headers_nothing_is_asked_or_written(client):
    client.get(URL)
    with counted() as plain:
        client.get(URL)
    ask(client)
    with counted() as with_phone:
        ask(client)
    assert len(with_phone) == len(plain) + 1
    assert Device.objects.count() == 1


def test_signed_out_and_other_methods_are_not_counted(world, client):
    headers = {"X-Device": PHONE, "X-Waiting": "2"}
    client.post(URL, headers=headers)
    client.logout()
    assert client.get(URL, headers=headers).status_code == 401
    assert not Device.objects.exists()


def test_one_phone_of_two_people_is_two_rows(world, client, sign_in):
    ask(client)
    ask(sign_in(world.other), waiting="5")
    assert set(Device.objects.values_list("user", "waiting")) == {(world.leader.pk, 2), (world.other.pk, 5)}


def test_of_too_many_the_one_silent_for_longest_gives_way(world, client, monkeypatch):
    monkeypatch.setattr(limits, "MOST", 3)
    phones = [str(uuid.uuid4()) for _ in range(5)]
    for phone in phones:
        ask(client, device=phone)
    assert {str(row.device) for row in Device.objects.all()} == set(phones[2:])


def test_no_phone_waits_for_its_token_because_the_census_is_busy(client, monkeypatch):
    def busy(*args, **kwargs):
        raise OperationalError("database is locked")

    monkeypatch.setattr(Device, "seen", busy)
    assert ask(client)["csrf"]


# --- on their own page -----------------------------------------------------------------------------------------------


def test_a_leader_sees_what_is_not_received_and_since_when(world, client):
    assert "Your phones" not in page(client)
    ask(client)
    assert "Your phones" in page(client)
    assert "2 saved on this phone, not received here yet" in page(client)
    assert "Last contact today" in page(client)
    ask(client, waiting="0")
    assert "All received" in page(client)


def test_nobody_sees_another_persons(world, client, sign_in):
    ask(client)
    for who in ("other", "hr", "designer", "nobody"):
        assert "Your phones" not in page(sign_in(getattr(world, who)))


def test_who_leads_nobody_now_sees_only_what_still_holds_something(world, client):
    ask(client)
    lead_nothing(world.leader)
    assert "not received here yet" in page(client)
    ask(client, waiting="0")
    assert "Your phones" not in page(client)


def test_a_phone_that_is_gone_is_taken_off_the_list_by_its_owner_alone(world, sign_in):
    Device.seen(world.leader, uuid.uuid4(), waiting=2)
    row = Device.objects.get(user=world.leader)
    where = f"/me/phones/{row.pk}/forget/"
    client = sign_in(world.leader)
    assert where in client.get("/me/").text
    assert sign_in(world.other).post(where).status_code == 404
    assert client.get(where).status_code == 405
    assert Device.objects.filter(pk=row.pk).exists()
    assert client.post(where).status_code == 302
    assert not Device.objects.exists()
    Device.seen(world.leader, row.device, waiting=2)
    assert "2 saved on this phone, not received here yet" in client.get("/me/").text, "should it call again, it is back"
