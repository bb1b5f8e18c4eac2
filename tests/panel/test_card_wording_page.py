"""Writing a card in the panel: a draft beside the published words, the rubric's checks, and two designers at once."""

from __future__ import annotations

import pytest

from accounts.models import Role
from cards.models import Card, Edition, Publication
from cards.panel.form import WordingForm
from tests import make
from tests.ladder import counted
from tests.panel.wording import SLUG, address, card, form, seen_on

pytestmark = pytest.mark.django_db
ANOTHER = "Next time, say the first step in five words."
BANNED = "Next time you must own it."


@pytest.fixture
def client(world, sign_in):
    return sign_in(world.designer)


@pytest.fixture
def colleague(sign_in):
    dora = make.user("Dora Second")
    Role.grant(dora, Role.Name.DESIGNER)
    return sign_in(dora)


def test_the_list_says_number_title_and_state_of_every_card(client):
    page = client.get("/admin/cards/card/").text
    for one in Card.objects.select_related("current"):
        assert one.current.title.replace("'", "&#x27;") in page
    assert page.count("Published") == 28


def test_the_list_does_not_ask_more_for_more_cards(client):
    with counted() as few:
        client.get("/admin/cards/card/?q=say+it+their+way")
    with counted() as many:
        client.get("/admin/cards/card/")
    assert len(many) <= len(few)


def test_a_word_of_the_card_finds_it(client):
    page = client.get("/admin/cards/card/?q=" + card().current.open_with[:30]).text
    assert card().current.title in page
    assert page.count("<tr>") == 2


def test_looking_makes_no_draft(client):
    assert client.get(address()).status_code == 200
    assert Edition.objects.filter(card__slug=SLUG).count() == 1


def test_the_first_edit_makes_a_draft_and_the_published_words_stay(world, client):
    before = card().current
    assert client.post(address(), form(try_this=ANOTHER)).status_code == 302
    draft = card().draft
    assert draft is not None
    assert (draft.number, draft.try_this, draft.title, draft.made_by) == (2, ANOTHER, before.title, world.designer)
    assert card().current == before
    assert Edition.objects.get(pk=before.pk).try_this == before.try_this
    assert "Draft waiting" in client.get("/admin/cards/card/").text


def test_saving_again_writes_the_same_draft(client):
    client.post(address(), form(try_this=ANOTHER))
    client.post(address(), form(avoid="Leave out the jargon of the system."))
    assert card().editions.count() == 2
    assert (card().draft.try_this, card().draft.avoid) == (ANOTHER, "Leave out the jargon of the system.")


def test_saving_what_stands_there_changes_nothing(client):
    client.post(address(), form())
    assert card().draft is None
    assert not card().publications.filter(act=Publication.Act.WRITTEN).exists()


def test_lists_are_one_line_each(client):
    client.post(address(), form(follow_ons="What did they hear first?\n\n  What next?  "))
    assert card().draft.follow_ons == ["What did they hear first?", "What next?"]


def test_what_is_too_long_is_kept_in_the_box_and_not_saved(client):
    answer = client.post(address(), form(title="x" * 29, avoid="Still here."))
    assert answer.status_code == 422
    assert "x" * 29 in answer.text
    assert "Still here." in answer.text
    assert "at most 28 characters (it has 29)" in answer.text
    assert card().draft is None


def test_each_field_shows_its_own_limit(client):
    page = client.get(address()).text
    for name in ("title", "open_with", "try_this"):
        assert f'data-most="{Edition._meta.get_field(name).max_length}"' in page
    assert 'data-longest="42"' in page
    assert "maxlength" not in page


# --- checks -----------------------------------------------------------------------------------------------------------


def test_the_checks_answer_to_what_is_typed_and_keep_nothing(client):
    answer = client.post(address("check"), form(try_this=BANNED))
    assert answer.status_code == 200
    assert "stop publishing" in answer.text or "stops publishing" in answer.text
    assert "is a banned word" in answer.text
    assert answer.text.startswith("<section")
    assert card().draft is None


def test_the_checks_take_a_form_that_could_not_be_saved(client):
    answer = client.post(address("check"), form(title="x" * 60, minutes="many", follow_ons="", check_back_when="never"))
    assert answer.status_code == 200
    assert "60 characters, 28 at most" in answer.text


def test_the_words_in_use_pass_with_nothing_to_stop_them(client):
    assert "Nothing stops publishing" in client.post(address("check"), form()).text


def test_what_only_a_person_can_weigh_stops_nothing(client):
    answer = client.post(address("check"), form(moment="They talk as if to somebody's mum, not to a customer."))
    assert "For you to weigh" in answer.text
    assert "may take something for granted" in answer.text


def test_a_draft_too_like_another_card_is_told_so(client):
    other = Card.objects.exclude(slug=SLUG).select_related("current").first()
    assert "both say" in client.post(address("check"), form(open_with=other.current.open_with)).text


def test_a_hard_rule_broken_can_be_saved_but_not_published(client):
    before = card().current
    answer = client.post(address(), form(try_this=BANNED, publish="1"))
    assert answer.status_code == 422
    assert "Not published" in answer.text
    assert "is a banned word" in answer.text
    assert card().current == before
    assert card().draft.try_this == BANNED


def test_publishing_is_one_action(world, client):
    assert client.post(address(), form(try_this=ANOTHER, publish="1")).status_code == 302
    assert (card().current.number, card().current.try_this, card().current.published_by) == (2, ANOTHER, world.designer)
    assert card().draft is None


# --- two at once ------------------------------------------------------------------------------------------------------


def test_two_designers_never_overwrite_each_other_in_silence(client, colleague):
    mine, theirs = form(try_this="Next time, mine."), form(try_this="Next time, theirs.")
    colleague.post(address(), theirs)
    answer = client.post(address(), mine)
    assert answer.status_code == 422
    assert "Dora Second saved this card at" in answer.text
    assert "Next time, mine." in answer.text
    assert "Next time, theirs." in answer.text
    assert card().draft.try_this == "Next time, theirs."


def test_who_has_seen_both_may_save_theirs(client, colleague):
    mine = form(try_this="Next time, mine.")
    colleague.post(address(), form(try_this="Next time, theirs."))
    again = client.post(address(), mine)
    client.post(address(), {**mine, "seen": seen_on(again.text)})
    assert card().draft.try_this == "Next time, mine."


def test_two_on_one_draft_clash_as_well(client, colleague):
    client.post(address(), form(try_this=ANOTHER))
    mine = form(avoid="Mine.")
    colleague.post(address(), form(avoid="Theirs."))
    assert client.post(address(), mine).status_code == 422
    assert card().draft.avoid == "Theirs."


def test_nothing_is_published_over_the_other_one_either(client, colleague):
    mine = form(try_this="Next time, mine.", publish="1")
    colleague.post(address(), form(try_this="Next time, theirs."))
    client.post(address(), mine)
    assert card().current.number == 1


def test_the_form_has_a_box_for_every_word_of_a_card(client):
    names = {row.bound.name for _, rows in WordingForm(instance=card().current, card=card()).groups for row in rows}
    assert names == set(WordingForm.Meta.fields)
