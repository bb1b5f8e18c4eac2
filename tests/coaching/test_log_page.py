"""/sessions/new/: the ladder, bad input kept as typed, and saving exactly once."""

import re
import uuid
from html import unescape

import pytest
from django.urls import reverse

from cards.models import Card
from coaching.models import Session
from tests import make
from tests.ladder import HTMX, ODD

pytestmark = pytest.mark.django_db
URL = "/sessions/new/"


def form(advisor, **fields):
    return {"id": str(uuid.uuid4()), "card": "say-it-their-way", "advisor": advisor.pk, **fields}


def test_the_form_opens_filled_in_from_the_card(world, sign_in):
    page = sign_in(world.leader).get(URL, {"card": "say-it-their-way", "for": world.ben.pk})
    card = Card.objects.get(slug="say-it-their-way")
    assert page.status_code == 200
    text = unescape(page.content.decode())
    assert card.current.try_this in text
    assert f'value="{world.ben.pk}" required checked' in text
    assert 'value="next-shift" checked' in text
    assert "Cleo" not in text


# P04
def test_only_who_and_the_card_are_needed(world, sign_in):
    answer = sign_in(world.leader).post(URL, form(world.ada))
    assert (answer.status_code, answer["Location"]) == (302, "/")
    session = Session.objects.get()
    assert (session.advisor, session.leader, session.step, session.come_back) == (world.ada, world.leader, None, "none")


def test_everything_that_was_said_is_kept(world, sign_in):
    sign_in(world.leader).post(
        URL, form(world.ada, step="2", next_step="Use their word", come_back="next-shift", note="Went well", edition="1")
    )
    session = Session.objects.get()
    assert (session.step, session.next_step, session.note) == (2, "Use their word", "Went well")
    assert session.check_backs.get().due_on > session.held_on


def test_when_they_see_it_differently_both_answers_are_kept(world, sign_in):
    sign_in(world.leader).post(URL, form(world.ada, step="3", differ="on", own_step="2"))
    session = Session.objects.get()
    assert (session.advisor_step, session.step) == (3, 2)


def test_a_second_answer_without_the_switch_is_ignored(world, sign_in):
    sign_in(world.leader).post(URL, form(world.ada, step="3", own_step="2"))
    session = Session.objects.get()
    assert (session.advisor_step, session.step) == (None, 3)


def test_a_double_tap_on_save_makes_one_session(world, sign_in):
    client, said = sign_in(world.leader), form(world.ada, note="once")
    assert [client.post(URL, said).status_code for _ in range(2)] == [302, 302]
    assert Session.objects.count() == 1


def test_saved_again_with_other_words_asks_first_and_then_makes_a_second(world, sign_in):
    client, said = sign_in(world.leader), form(world.ada, note="first")
    client.post(URL, said)
    page = client.post(URL, {**said, "note": "second thoughts"})
    assert page.status_code == 422
    assert "second thoughts" in page.content.decode()
    fresh = page.context["form"]["id"].value()
    assert fresh != said["id"]
    client.post(URL, {**said, "id": fresh, "note": "second thoughts"})
    assert Session.objects.count() == 2


def test_the_next_page_says_so_and_offers_undo(world, sign_in):
    client = sign_in(world.leader)
    client.post(URL, form(world.ada, come_back="next-shift"))
    text = client.get("/").content.decode()
    assert "Logged for Ada" in text
    assert reverse("session-undo", args=[Session.objects.get().pk]) in text
    assert "Logged for Ada" not in client.get("/").content.decode()


def test_the_session_is_on_the_advisors_page_at_once(world, sign_in):
    client = sign_in(world.leader)
    client.post(URL, form(world.ada, note="A note to find again"))
    assert "A note to find again" in client.get(f"/advisors/{world.ada.pk}/").content.decode()


# S50
@pytest.mark.parametrize("text", ODD)
def test_odd_text_is_stored_whole_and_shown_escaped(world, sign_in, text):
    client = sign_in(world.leader)
    client.post(URL, form(world.ada, note=text, next_step=text))
    session = Session.objects.get()
    assert (session.note, session.next_step) == (text, text)
    shown = client.get(session.get_absolute_url()).content.decode()
    assert unescape(shown).count(text) >= 2
    assert "<script>alert" not in shown


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"advisor": ""}, "advisor"), ({"advisor": "999999"}, "advisor"), ({"advisor": "x"}, "advisor"), ({"step": "9"}, "step"),
        ({"come_back": "someday"}, "come_back"), ({"note": "n" * 281}, "note"), ({"next_step": "n" * 91}, "next_step"),
        ({"note": "nul \x00 in it"}, "note"), ({"id": "not-a-uuid"}, "id"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_bad_input_is_422_and_what_was_typed_is_kept(world, sign_in, fields, field, headers):
    answer = sign_in(world.leader).post(URL, {**form(world.ada, note="typed words", next_step="typed step"), **fields}, **headers)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    text = unescape(answer.content.decode())
    assert fields.get("note", "typed words")[:200].replace("\x00", "") in text.replace("\x00", "")
    assert fields.get("next_step", "typed step") in text
    assert ("<html" in text) is not bool(headers)
    assert not Session.objects.exists()


# S04
def test_somebody_elses_advisor_is_not_in_the_list(world, sign_in):
    answer = sign_in(world.leader).post(URL, form(world.cleo))
    assert answer.status_code == 422
    assert not Session.objects.exists()


def test_cover_may_log_too(world, sign_in):
    make.leadership(world.nobody, world.red, cover=True)
    assert sign_in(world.nobody).post(URL, form(world.ada)).status_code == 302


@pytest.mark.parametrize("who", ["former", "designer", "hr", "sponsor", "nobody"])
def test_who_leads_no_team_is_refused(world, sign_in, who):
    client = sign_in(getattr(world, who))
    assert client.get(URL, {"card": "say-it-their-way"}).status_code == 403
    assert client.post(URL, form(world.ada)).status_code == 403
    assert not Session.objects.exists()


def test_signed_out_goes_to_sign_in(world, client):
    assert client.get(URL)["Location"].startswith("/accounts/login/")
    answer = client.get(URL, **HTMX)
    assert answer["HX-Redirect"].startswith("/accounts/login/")


def test_without_a_card_the_cards_come_first(world, sign_in):
    client = sign_in(world.leader)
    assert client.get(URL)["Location"] == "/cards/"
    assert client.get(URL, {"for": world.ada.pk})["Location"] == f"/cards/?for={world.ada.pk}"
    assert client.get(URL, {"card": "no-such-card"}).status_code == 404
    assert client.get(URL, {"card": "nul\x00"}).status_code == 404


def test_other_methods_are_refused(world, sign_in):
    client = sign_in(world.leader)
    assert [client.put(URL).status_code, client.delete(URL).status_code, client.patch(URL).status_code] == [405] * 3


# S06
def test_extra_fields_change_nothing(world, sign_in):
    sign_in(world.leader).post(
        URL, form(world.ada, leader=world.other.pk, team=world.blue.pk, withdrawn_at="2020-01-01", received_at="2020-01-01")
    )
    session = Session.objects.get()
    assert (session.leader, session.team, session.withdrawn_at) == (world.leader, world.red, None)
    assert session.received_at.year > 2020


def test_the_card_for_somebody_shaken_asks_for_no_step(world, sign_in):
    text = sign_in(world.leader).get(URL, {"card": "ask-for-two-minutes"}).content.decode()
    assert 'name="step"' not in text
    assert 'value="later-today" checked' in text


def test_the_number_of_queries_does_not_grow_with_people_or_history(world, sign_in, django_assert_max_num_queries):
    client = sign_in(world.leader)

    def queries():
        with django_assert_max_num_queries(30) as seen:
            client.get(URL, {"card": "say-it-their-way"})
        return len(seen)

    few = queries()
    for _ in range(20):
        make.session(world.leader, make.advisor(world.red))
    assert queries() == few


def test_only_who_it_was_is_asked_for_before_it_is_saved(world, sign_in):
    """Words of help beside a choice are never taken for a complaint about it."""
    page = sign_in(world.leader).get("/sessions/new/", {"card": "say-it-their-way"}).content.decode()
    assert re.findall(r'data-for="(\w*)"', page) == ["advisor"]
    assert page.count('class="what"') == 2
    assert page.count('class="oops"') == 1
