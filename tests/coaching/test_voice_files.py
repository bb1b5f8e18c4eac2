"""Customers' comments come in whole or not at all, with nobody's name in them, and go again whole."""

from __future__ import annotations

import json
from datetime import date, timedelta
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import Scope, Token
from coaching.comments import template
from coaching.models import Comment, CommentFile, ToPlayBack
from coaching.personal import retention
from tests.api import is_problem
from tests.coaching.comments import BRING, GOOD, comment, file, look, take_in
from tests.ladder import HTMX, ODD, asked_to_sign_in

pytestmark = pytest.mark.django_db
API = "/api/v1/comments/"
SAID = {"site": "Harbourside", "week": "2026-01-07", "words": "Ada rang back, on 07700 900123", "tone": "good"}


@pytest.fixture
def hr(world, sign_in):
    return sign_in(world.hr)


def test_a_file_is_looked_at_as_it_would_be_kept_and_then_taken_in(hr):
    shown = unescape(look(hr, 'Harbourside,2026-01-07,"Ada was kind. I am joe@example.com, order 4711",good').content.decode())
    assert "[name] was kind. I am [e-mail], order [number]" in shown
    assert "New, with words hidden" in shown
    assert not Comment.objects.exists()
    assert take_in(hr, GOOD)["Location"] == "/voice/"
    row = Comment.objects.get()
    assert (row.site.name, row.week, row.words, row.tone) == ("Harbourside", date(2026, 1, 5), "They rang back as they said", "good")


def test_nothing_is_taken_in_before_somebody_says_that_they_have_read_it(hr):
    answer = take_in(hr, GOOD, unsure="")
    assert answer.status_code == 422
    assert "Say first that you have read them" in answer.content.decode()
    assert "They rang back as they said" in answer.content.decode()  # it is still there to press the button again
    assert not Comment.objects.exists()


def test_the_template_can_be_taken_in_as_it_is(hr):
    answer = hr.get("/voice/template.csv")
    assert answer["Content-Disposition"] == 'attachment; filename="comments.csv"'
    assert answer.content.decode("utf-8-sig") == template()
    assert take_in(hr, *template().splitlines()[1:]).status_code == 302


def test_twice_makes_one_and_another_tone_puts_it_right(hr):
    take_in(hr, GOOD, GOOD)
    first = Comment.objects.get()
    assert "Here already" in look(hr, GOOD).content.decode()
    take_in(hr, GOOD)
    assert CommentFile.objects.count() == 1  # nothing came with the second
    other = GOOD.replace(",good", ",Mixed")
    assert "Another tone" in look(hr, other).content.decode()
    take_in(hr, other)
    assert Comment.objects.get().tone == "mixed"
    assert Comment.objects.get().brought_at == first.brought_at


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ("Nowhere,2026-01-07,Kind,good", "There is no such site"),
        ("Harbourside,7.1.2026,Kind,good", "Write the day as 2026-03-31"),
        ("Harbourside,2099-01-07,Kind,good", "has not begun yet"),
        ("Harbourside,2026-01-07,,good", "It says nothing"),
        ("Harbourside,2026-01-07,Kind,superb", "good, mixed, poor or nothing"),
        ("Harbourside,2026-01-07,Ada 07700 900123,good", "Nothing is left of it"),
        (f"Harbourside,2026-01-07,{'word ' * 60},good", "There is room for 260"),
    ],
)
def test_one_wrong_line_is_named_and_nothing_is_taken_in(hr, bad, says):
    answer = look(hr, GOOD, bad)
    said = unescape(answer.content.decode())
    assert answer.status_code == 422
    assert says in said
    assert "1 line needs another look" in said
    assert '<th scope="row" class="num">3</th>' in said
    assert "Take them in" not in said
    text = file(GOOD, bad).read().decode()
    assert hr.post(BRING, {"text": text, "sure": "on"}).status_code == 422
    assert not Comment.objects.exists()


@pytest.mark.parametrize(
    "made", [{}, {"file": b"a,b\n1,2"}, {"file": b"x" * 500_000}, {"file": "naïve".encode("utf-16")}, {"text": ""}, {"text": "\0"}]
)
def test_what_is_no_such_file_is_refused_in_words(hr, made):
    if "file" in made:
        made["file"] = file(head=made["file"].decode("latin-1"), encoding="latin-1")
    answer = hr.post(BRING, made)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_kept_and_shown_as_text(hr, words):
    assert take_in(hr, f'Harbourside,2026-01-07,"{words} and so on",good').status_code == 302
    shown = hr.get("/voice/").content.decode()
    assert "and so on" in shown
    assert "<script>alert" not in shown


def test_taken_back_everything_of_that_file_goes_and_nothing_else(world, hr):
    other = comment(world, "From another day")
    take_in(hr, GOOD, GOOD.replace("They rang", "Somebody rang"))
    came = CommentFile.objects.get()
    Comment.objects.filter(file=came).first().keep(world.red, world.hr)
    assert "Take back the 2 comments" in hr.get(BRING).content.decode()
    for _time in range(2):
        assert hr.post(f"/voice/files/{came.pk}/undo/").status_code == 302
    came.refresh_from_db()
    assert (came.lines, came.undone_by) == (2, world.hr)
    assert list(Comment.objects.all()) == [other]
    assert not ToPlayBack.objects.exists()


def test_what_was_withdrawn_stays_away_when_it_is_brought_in_again(hr, world):
    row = comment(world)
    assert hr.post(f"/voice/{row.pk}/withdraw/").status_code == 302
    take_in(hr, GOOD)
    row.refresh_from_db()
    assert (row.words, row.withdrawn_by, Comment.objects.count()) == ("", world.hr, 1)
    assert "They rang back" not in hr.get("/voice/").content.decode()


def test_the_database_keeps_no_words_of_what_was_withdrawn(world):
    row = comment(world)
    row.withdraw(world.hr)
    with pytest.raises(IntegrityError), transaction.atomic():
        Comment.objects.filter(pk=row.pk).update(words="Back again")


@pytest.mark.parametrize(("who", "status"), [("hr", 200), ("designer", 200), ("sponsor", 403), ("leader", 403), ("nobody", 403)])
def test_designers_and_hr_bring_them_in(world, sign_in, who, status):
    client = sign_in(getattr(world, who))
    assert client.get(BRING).status_code == status
    assert client.get("/voice/template.csv").status_code == status
    assert look(client, GOOD).status_code == status


def test_signed_out(client, hr):
    assert asked_to_sign_in(client, BRING)
    assert asked_to_sign_in(client, "/voice/")
    assert hr.get(BRING, **HTMX).status_code == 200


def test_many_past_files_are_in_pages_and_cost_no_more(world, hr, django_assert_max_num_queries):
    CommentFile.objects.bulk_create(CommentFile(brought_by=world.hr, lines=n) for n in range(30))
    with django_assert_max_num_queries(8):
        shown = hr.get(BRING).content.decode()
    assert shown.count("Take it back") == 5
    assert "Earlier files" in shown


def test_comments_go_with_the_words_of_chats_and_their_files_with_the_log(world, hr):
    """P17."""
    due = retention.Retention(timezone.localdate())
    for words, week in (("Old words", due.words_before - timedelta(days=1)), ("New words", due.words_before)):
        comment(world, words, week=week)
    past = CommentFile.objects.create(brought_by=world.hr, brought_at=timezone.now() - timedelta(days=900), lines=1)
    kept = CommentFile.objects.create(brought_by=world.hr, lines=1)
    record = retention.run()
    assert [row.words for row in Comment.objects.all()] == ["New words"]
    assert record.went["customers' comments"] == 1
    assert list(CommentFile.objects.all()) == [kept]
    assert past.pk != kept.pk


def put(client, user, body):
    return client.put(API, json.dumps(body), content_type="application/json", headers={"X-Owner": str(user.pk)})


def test_the_api_says_how_it_is_kept_and_doubles_nothing(world, hr):
    first, second = put(hr, world.hr, SAID), put(hr, world.hr, SAID)
    assert (first.status_code, second.status_code) == (201, 200)
    kept = {"site": "Harbourside", "week": "2026-01-05", "words": "[name] rang back, on [number]", "tone": "good"}
    assert first.json() == {**kept, "changed": True}
    assert second.json() == {**kept, "changed": False}
    assert Comment.objects.get().words == kept["words"]


@pytest.mark.parametrize("wrong", [{"site": "Nowhere"}, {"words": 7}, {"words": None}, {"week": []}, {"tone": "x"}])
def test_the_api_names_what_is_wrong(world, hr, wrong):
    answer = put(hr, world.hr, {**SAID, **wrong})
    assert is_problem(answer, 422, "invalid")
    assert set(answer.json()["fields"]) == set(wrong)
    assert not Comment.objects.exists()


def test_a_token_for_results_brings_them_in_and_another_does_not(world, client):
    """S78."""
    for scope, status in ((Scope.READINGS, 201), (Scope.SESSIONS, 403)):
        key = Token.make(world.hr, "Survey", [scope], timezone.now() + timedelta(days=3))[1]
        answer = client.put(API, json.dumps(SAID), content_type="application/json", headers={"Authorization": f"Bearer {key}"})
        assert answer.status_code == status
    assert Comment.objects.count() == 1


def test_a_leader_puts_none(world, sign_in):
    assert put(sign_in(world.leader), world.leader, SAID).status_code == 403
    assert not Comment.objects.exists()
