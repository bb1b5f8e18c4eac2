"""/check-backs/<id>/: answer, answer again, move; what was typed stays; the ladder on every rung."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, time, timedelta
from html import unescape
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from coaching.models import Barrier, CheckBack
from tests import make
from tests.ladder import HTMX, ODD, QUERIES, asked_to_sign_in, counted, cover, hr_and_leader, lead_nothing

pytestmark = pytest.mark.django_db


@pytest.fixture
def promise(world) -> CheckBack:
    return make.check_back(world.leader, world.ada, next_step="Use their word")


@pytest.fixture
def leader(world, sign_in):
    return sign_in(world.leader)


def url(promise: CheckBack, more: str = "") -> str:
    return f"/check-backs/{promise.pk}/{more}"


def text(response) -> str:
    return unescape(response.content.decode())


def again(promise: CheckBack) -> CheckBack:
    return CheckBack.objects.get(pk=promise.pk)


def test_the_cards_own_question_is_the_headline(leader, promise):
    page = text(leader.get(url(promise)))
    assert f">{promise.session.edition.check_back_ask}</h1>" in page
    assert "“Use their word”" in page
    for outcome in ("It helped", "Tried it, not there yet", "No chance yet", "Something got in the way"):
        assert outcome in page


def test_without_words_of_theirs_the_card_is_named(leader, world):
    bare = make.check_back(world.leader, world.ada)
    assert f"You talked about “{bare.session.edition.title}”" in text(leader.get(url(bare)))


@pytest.mark.parametrize("outcome", ["helped", "not-there-yet"])
def test_what_was_tried_has_a_step(leader, world, promise, outcome):
    answer = leader.post(url(promise), {"outcome": outcome, "step": "3", "come_back": "none"})
    assert (answer.status_code, answer["Location"]) == (302, "/")
    row = again(promise)
    assert (row.outcome, row.step, row.answered_by) == (outcome, 3, world.leader)
    assert not Barrier.objects.exists()


@pytest.mark.parametrize("outcome", ["no-chance", "in-the-way"])
def test_what_was_not_tried_has_none(leader, promise, outcome):
    leader.post(url(promise), {"outcome": outcome, "step": "3", "barrier": "tool"})
    assert (again(promise).outcome, again(promise).step) == (outcome, None)


def test_an_outcome_is_enough(leader, promise):
    assert leader.post(url(promise), {"outcome": "helped"}).status_code == 302
    assert (again(promise).step, again(promise).session.check_backs.count()) == (None, 1)


def test_what_got_in_the_way_goes_on_the_leaders_list(leader, world, promise):
    answer = leader.post(url(promise), {"outcome": "in-the-way", "barrier": "rule", "words": "Not sure of the limit"}, follow=True)
    barrier = Barrier.objects.get()
    assert (barrier.kind, barrier.words, barrier.advisor, barrier.team) == ("rule", "Not sure of the limit", world.ada, world.red)
    assert "Ada: something got in the way" in text(answer)


def test_words_about_something_in_the_way_are_dropped_with_any_other_outcome(leader, promise):
    leader.post(url(promise), {"outcome": "helped", "barrier": "tool", "words": "x" * 999})
    assert again(promise).outcome == "helped"
    assert not Barrier.objects.exists()


def test_an_answer_may_make_the_next_promise(leader, promise):
    answer = leader.post(url(promise), {"outcome": "no-chance", "come_back": "next-shift"}, follow=True)
    assert again(promise).then.answered_at is None
    assert "Ada: no chance yet" in text(answer)
    assert "Check back next shift" in text(answer)


def test_from_the_advisors_page_it_leads_back_there(leader, world, promise):
    page = text(leader.get(url(promise), {"from": "advisor"}))
    assert '<input type="hidden" name="from" value="advisor">' in page
    answer = leader.post(url(promise), {"outcome": "helped", "from": "advisor"}, **HTMX)
    assert answer["HX-Redirect"] == f"/advisors/{world.ada.pk}/"


def test_it_never_leads_to_a_page_of_the_senders_choosing(leader, promise):
    assert leader.post(url(promise), {"outcome": "helped", "from": "https://evil.example"})["Location"] == "/"


def test_a_card_where_care_comes_first_asks_for_no_step(leader, world):
    shaken = make.session(world.leader, world.ada, "ask-for-two-minutes", come_back="next-shift").check_backs.get()
    assert 'name="step"' not in text(leader.get(url(shaken)))
    leader.post(url(shaken), {"outcome": "helped", "step": "4"})
    assert (again(shaken).outcome, again(shaken).step) == ("helped", None)


@pytest.mark.parametrize(
    ("said", "wrong"),
    [
        ({}, "outcome"),
        ({"outcome": "great"}, "outcome"),
        ({"outcome": "helped", "step": "5"}, "step"),
        ({"outcome": "helped", "step": "NaN"}, "step"),
        ({"outcome": "helped", "come_back": "never"}, "come_back"),
        ({"outcome": "in-the-way"}, "barrier"),
        ({"outcome": "in-the-way", "barrier": "weather"}, "barrier"),
        ({"outcome": "in-the-way", "barrier": "tool", "words": "x" * 141}, "words"),
        ({"outcome": "in-the-way", "barrier": "tool", "words": "nul \x00 inside"}, "words"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_input_is_422_with_what_was_typed(leader, promise, said, wrong, headers):
    said = {"words": "kept words", "come_back": "this-week", **said}
    page = leader.post(url(promise), said, **headers)
    assert page.status_code == 422
    assert set(page.context["form"].errors) == {wrong}
    assert f'value="{said["words"]}"' in text(page)
    assert ('value="this-week" checked' in text(page)) == (said["come_back"] == "this-week")
    assert ("<html" in text(page)) == (headers == {})
    assert again(promise).answered_at is None


@pytest.mark.parametrize("wrong", ["outcome", "barrier"])
def test_the_first_thing_to_mend_has_the_focus(leader, promise, wrong):
    page = text(leader.post(url(promise), {"outcome": "in-the-way"} if wrong == "barrier" else {}))
    assert page.count(" autofocus") == 1
    assert f'name="{wrong}"' in page.split(" autofocus")[0].rsplit("<input", 1)[1]


@pytest.mark.parametrize("words", ODD)
def test_odd_words_are_kept_as_they_are_and_shown_as_text(leader, promise, words):
    leader.post(url(promise), {"outcome": "in-the-way", "barrier": "other", "words": words})
    assert Barrier.objects.get().words == words
    page = leader.get(url(promise)).content.decode()
    assert words in unescape(page)
    assert "<script>alert" not in page


def test_answered_shows_who_and_when_calmly(leader, world, promise):
    promise.answer(by=world.leader, outcome="not-there-yet", step=2)
    page = text(leader.get(url(promise)))
    assert "Tried it, not there yet" in page
    assert "Trying it" in page
    assert "Amir Haddad wrote it down today at" in page
    assert "<fieldset" not in page


def test_the_time_is_the_one_on_the_teams_wall(sign_in):
    """An hour after midnight in Auckland, when London still has yesterday."""
    auckland, mia = make.team("Far", time_zone="Pacific/Auckland"), make.user("Mia Lead")
    make.leadership(mia, auckland)
    at = datetime.combine(timezone.now() - timedelta(days=3), time(1), ZoneInfo("Pacific/Auckland")).astimezone(UTC)
    far = make.check_back(mia, make.advisor(auckland), held_at=at - timedelta(days=1))
    far.answer(by=mia, outcome="helped", at=at)
    assert far.answered_on == at.astimezone(auckland.zone).date()
    assert "at 01:00" in text(sign_in(mia).get(url(far)))


def test_answering_again_changes_nothing_and_says_so(leader, world, promise):
    promise.answer(by=world.leader, outcome="helped", step=3)
    answer = leader.post(url(promise), {"outcome": "in-the-way", "barrier": "tool", "come_back": "next-shift"}, follow=True)
    assert "Nothing was changed" in text(answer)
    assert (again(promise).outcome, again(promise).step) == ("helped", 3)
    assert not Barrier.objects.exists()
    assert leader.post(url(promise), {"outcome": "nonsense"}).status_code == 302


def test_not_now_moves_it(leader, promise):
    before = promise.due_at
    CheckBack.objects.filter(pk=promise.pk).update(due_at=before - timedelta(days=9))
    answer = leader.post(url(promise, "move/"), {"come_back": "next-shift"}, follow=True)
    assert (again(promise).due_at, again(promise).moved_count) == (before, 1)
    assert "Moved" in text(answer)


@pytest.mark.parametrize("when", ["", "none", "never"])
def test_it_moves_only_to_a_time(leader, promise, when):
    page = leader.post(url(promise, "move/"), {"come_back": when})
    fragment = leader.post(url(promise, "move/"), {"come_back": when}, **HTMX)
    assert (page.status_code, fragment.status_code) == (422, 422)
    assert "<html" in text(page)
    assert text(fragment).lstrip().startswith("<details")
    assert again(promise).moved_count == 0


def test_an_answered_one_is_not_moved(leader, world, promise):
    promise.answer(by=world.leader, outcome="helped")
    assert "Nothing was changed" in text(leader.post(url(promise, "move/"), {"come_back": "next-shift"}, follow=True))
    assert again(promise).due_at == promise.due_at


@pytest.mark.parametrize("more", ["", "move/"])
def test_cover_may_and_strangers_find_nothing(world, sign_in, promise, more):
    said = {"outcome": "helped", "come_back": "next-shift"}
    for who in (world.other, world.former, world.designer, world.sponsor, world.nobody):
        assert sign_in(who).post(url(promise, more), said).status_code == 404
    assert sign_in(world.hr).post(url(promise, more), said).status_code == 403
    assert sign_in(hr_and_leader(world)).post(url(promise, more), said).status_code == 403
    assert again(promise).answered_at is None
    assert sign_in(cover(world)).post(url(promise, more), said).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("other", 404), ("former", 404), ("designer", 404), ("nobody", 404), ("hr", 403)])
def test_who_may_not_open_it(world, sign_in, promise, who, status):
    assert sign_in(getattr(world, who)).get(url(promise)).status_code == status


# S05
def test_it_is_gone_with_the_leadership_and_with_the_moment(world, leader, promise):
    promise.session.withdraw(by=world.leader)
    assert leader.get(url(promise)).status_code == 404
    other = make.check_back(world.leader, world.ben)
    lead_nothing(world.leader)
    assert leader.post(url(other), {"outcome": "helped"}).status_code == 404


@pytest.mark.parametrize("more", ["", "move/"])
def test_unknown_wrong_method_and_signed_out(client, leader, promise, more):
    assert leader.post(f"/check-backs/{uuid.uuid4()}/{more}").status_code == 404
    assert leader.put(url(promise, more)).status_code == 405
    assert asked_to_sign_in(client, url(promise, more), "post")


def test_only_a_post_moves_it(leader, promise):
    assert leader.get(url(promise, "move/")).status_code == 405


def test_it_takes_few_queries(leader, promise):
    with counted() as queries:
        leader.get(url(promise))
    assert len(queries) <= QUERIES
