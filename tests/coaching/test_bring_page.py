"""/waiting/bring/: a file that a phone saved goes through the same door as what a phone sends; the ladder."""

from __future__ import annotations

import json
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone

from coaching import bringing, entry
from coaching.models import CheckBack, Refusal, Session
from coaching.models import refusal as limits
from tests import make
from tests.api import put, words
from tests.coaching.phones import bring, heard, row, saved
from tests.ladder import asked_to_sign_in

pytestmark = pytest.mark.django_db
URL = "/waiting/bring/"


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def text(response) -> str:
    return unescape(response.content.decode())


def states(response) -> list[str]:
    assert response.status_code == 200, text(response)
    return [result.state for result in response.context["results"]]


def test_what_is_in_it_is_here_afterwards_answers_too(world, leader):
    """An answer may stand before the session it belongs to."""
    pk = uuid.uuid4()
    body = json.dumps(words(world.ada, come_back="next-shift", note="Zoë 👩🏽‍🚀"), ensure_ascii=False, indent=1)
    file = saved(world.leader, row(uuid.uuid5(pk, "check-back"), heard(), "answer"), row(pk, body))
    page = bring(leader, file)
    assert states(page) == ["new", "new"]
    assert "All of it is here" in text(page)
    assert "2 brought in, 0 here already" in text(page)
    assert "Ada" in text(page)
    session = Session.objects.get()
    assert (session.pk, session.sha256, session.note) == (pk, entry.digest(body.encode()), "Zoë 👩🏽‍🚀")
    assert CheckBack.objects.get().outcome == "helped"


def test_brought_in_twice_or_sent_before_nothing_is_doubled(world, leader):
    pk, body = uuid.uuid4(), words(world.ada)
    put(leader, world.leader, body, pk)
    file = saved(world.leader, row(pk, body), row(pk, body), row(uuid.uuid4(), body))
    assert states(bring(leader, file)) == ["known", "known", "new"]
    assert states(bring(leader, file)) == ["known"] * 3
    assert Session.objects.count() == 2
    assert put(leader, world.leader, body, pk).status_code == 200


def test_each_row_stands_on_its_own(world, leader):
    """In the file's order, each with its reason; what could not be taken in is kept to be mended."""
    taken, back = make.session(world.leader, world.ada), make.session(world.leader, world.ada)
    back.withdraw(world.leader)
    file = saved(
        world.leader,
        row(uuid.uuid4(), words(world.ada, step=9)),
        row(taken.pk, words(world.ada)),
        row(back.pk, words(world.ada)),
        row(uuid.uuid4(), words(world.cleo)),
        row(uuid.uuid4(), heard(), "answer"),
        row(uuid.uuid4(), words(world.ada)),
    )
    page = bring(leader, file)
    assert states(page) == ["mend", "mend", "refused", "refused", "refused", "new"]
    for said in ("Not all of it", "Keep the file", "Both are kept", "taken back", "did not lead then", 'href="/to-mend/"'):
        assert said in text(page)
    assert set(Refusal.objects.values_list("why", flat=True)) == {"invalid", "different"}
    assert Session.objects.count() == 3


ODD_ROWS = [
    None, 7, "x", [], {}, {"id": 1}, {"id": "x", "kind": "session", "body": "{}", "sha256": "x"},
    row(uuid.uuid4(), "{}", "poem"), row(uuid.uuid4(), "{}", sha256="0" * 64), row(uuid.uuid4(), "{}", sha256=None),
    {**row(uuid.uuid4(), "{}"), "body": "half \ud83d"}, {**row(uuid.uuid4(), "{}"), "body": {}}, row(uuid.uuid4(), " " * 70_000),
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD_ROWS)
def test_a_row_that_makes_no_sense_is_refused_and_the_others_are_not(world, leader, odd):
    page = bring(leader, saved(world.leader, odd, row(uuid.uuid4(), words(world.ada))))
    assert states(page) == ["refused", "new"]
    assert not Refusal.objects.exists()


def test_a_row_that_was_changed_since_is_not_brought_in(world, leader):
    one = row(uuid.uuid4(), words(world.ada))
    one["body"] = one["body"].replace("say-it-their-way", "say-it-there-way")
    page = bring(leader, saved(world.leader, one))
    assert "not as it was saved" in text(page)
    assert not Session.objects.exists()


WRONG = [
    (b"", "not a file that Floorwalk saved"), (b"not json", "not a file that Floorwalk saved"), (b"[]", "not a file that Floorwalk saved"),
    (b"\xff\xfe", "not a file that Floorwalk saved"), (b"[" * 5000, "not a file that Floorwalk saved"), (b"{}", "newer Floorwalk"),
    ({"floorwalk": 2}, "newer Floorwalk"), ({"floorwalk": "1"}, "newer Floorwalk"), ({"rows": {}}, "newer Floorwalk"),
    ({"rows": None}, "newer Floorwalk"),
    ({"rows": []}, "nothing in this file"), ({"rows": [{}] * 501}, "more than 500"),
    ({"owner": 0}, "Somebody else saved"), ({"owner": None}, "Somebody else saved"), ({"owner": True}, "Somebody else saved"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "why"), WRONG)
def test_a_wrong_file_says_why_and_nothing_is_brought_in(world, leader, wrong, why):
    file = wrong if isinstance(wrong, bytes) else saved(world.leader, row(uuid.uuid4(), words(world.ada)), **wrong)
    page = bring(leader, file)
    assert page.status_code == 422
    assert "Nothing was brought in" in text(page)
    assert why in text(page)
    assert not Session.objects.exists()


@pytest.mark.parametrize(("size", "status"), [(1024 * 1024, 200), (1024 * 1024 + 1, 422)])
def test_a_megabyte_and_no_more(world, leader, size, status):
    file = saved(world.leader, row(uuid.uuid4(), words(world.ada)))
    assert bring(leader, file + b" " * (size - len(file))).status_code == status
    assert Session.objects.count() == int(status == 200)


def test_no_file_at_all(leader):
    for sent in ({}, {"file": "words"}):
        assert leader.post(URL, sent).status_code == 422


def test_a_file_of_another_is_not_brought_in_by_anybody_else(world, sign_in):
    file = saved(world.leader, row(uuid.uuid4(), words(world.ada)))
    for who in ("other", "former", "designer", "hr", "sponsor", "nobody"):
        assert bring(sign_in(getattr(world, who)), file).status_code == 422
    assert not Session.objects.exists()


@pytest.mark.parametrize("who", ["other", "former", "designer", "hr", "sponsor", "nobody"])
def test_who_does_not_lead_them_brings_nothing_in(world, sign_in, who):
    user = getattr(world, who)
    assert states(bring(sign_in(user), saved(user, row(uuid.uuid4(), words(world.ada))))) == ["refused"]
    assert not Session.objects.exists()


def test_who_led_then_brings_in_what_they_held_then(world, sign_in):
    held = (timezone.now() - timedelta(days=8)).isoformat()
    assert states(bring(sign_in(world.former), saved(world.former, row(uuid.uuid4(), words(world.ada, held_at=held))))) == ["new"]


def test_a_busy_database_is_said_row_by_row_and_the_file_may_come_again(world, leader, monkeypatch):
    save, calls = Session.save, iter([False, True, False])

    def sometimes(self, *args, **kwargs):
        if next(calls):
            raise OperationalError("database is locked")
        save(self, *args, **kwargs)

    file = saved(world.leader, *(row(uuid.uuid4(), words(world.ada)) for _ in range(3)))
    with monkeypatch.context() as patch:
        patch.setattr(Session, "save", sometimes)
        page = bring(leader, file)
    assert states(page) == ["new", "refused", "new"]
    assert "Busy just now" in text(page)
    assert states(bring(leader, file)) == ["known", "new", "known"]


def test_beyond_what_is_kept_in_a_day_it_says_so(world, leader, monkeypatch):
    monkeypatch.setattr(limits, "MOST_A_DAY", 2)
    file = saved(world.leader, *(row(uuid.uuid4(), {"n": n}) for n in range(3)), row(uuid.uuid4(), words(world.ada)))
    page = bring(leader, file)
    assert states(page) == ["mend", "mend", "refused", "new"]
    assert "tomorrow" in text(page)


def test_without_a_token(world):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.leader, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert bring(strict, saved(world.leader, row(uuid.uuid4(), words(world.ada)))).status_code == 403
    assert not Session.objects.exists()


def test_signed_out_and_wrong_methods(client, leader):
    assert asked_to_sign_in(client, URL, "post")
    assert [getattr(leader, method)(URL).status_code for method in ("put", "delete", "patch")] == [405] * 3


def test_the_way_in_says_what_it_is_for(leader):
    page = leader.get(URL)
    assert page.status_code == 200
    assert "For when a phone cannot send by itself" in page.content.decode()


def test_the_limits_are_as_said():
    assert (bringing.LARGEST_FILE, bringing.MOST_ROWS) == (1024 * 1024, 500)


def test_a_story_told_without_a_signal_is_brought_in_too(world, leader):
    told = {
        "usually": "We wait.",
        "did": "Rang back.",
        "permission": "You may ring back.",
        "said": "You rang!",
        "told_at": "2026-03-09T10:00:00Z",
    }
    page = bring(leader, saved(world.leader, row(uuid.uuid4(), told, "story")))
    assert states(page) == ["new"]
    assert "A permission story" in text(page)
