"""`deck import` of new cards, of cards that move, of practices and of the story; and the whole way round."""

from __future__ import annotations

import pytest
import yaml
from django.core.management import CommandError

from cards.models import Card, Edition, HeardAs, Practice, Publication, Story
from tests.cards.deck.conftest import deck, exported
from tests.cards.deck.exemplar import FOLDER, changed

pytestmark = pytest.mark.django_db
YES = ("--yes", "--by", "dee@example.com")
NEW = {"number": 29, "id": "a-new-question", "title": "A new question", "heard": "And another thing"}
NEW |= {"open_with": "Where did that idea come from?", "moment": "Nobody else had thought of it.", "when_you_hear_it": "I saw that!"}
NEW |= {"check_back.ask": "How is it going with new ideas?", "try_this": "Before you close, offer it once more."}


@pytest.fixture
def folder(tmp_path, designer):
    return tmp_path


def put(folder, card_number: int, /, **changes):
    data = changed(card_number, **changes)
    (folder / f"card-{data['number']:02}-x.yaml").write_text(yaml.safe_dump(data))
    return folder


def put_other(folder, name: str, **changes):
    data = yaml.safe_load((FOLDER / name).read_text()) | changes
    (folder / name).write_text(yaml.safe_dump(data))
    return folder


def cell(slug: str) -> tuple[str, str]:
    found = Card.objects.get(slug=slug)
    return found.mindset.slug, found.skill.slug


def refused(folder, *words) -> str:
    with pytest.raises(CommandError) as raised:
        deck("import", folder, *YES, *words)
    return str(raised.value)


# --- new cards --------------------------------------------------------------------------------------------------------


def test_a_new_card_takes_the_place_of_one_retired(folder, designer):
    Card.objects.get(number=7).retire(by=designer)
    said = deck("import", put(folder, 7, **NEW), *YES, "--publish")
    assert "card 29 a-new-question: new\n  mindset: curious\n" in said
    made = Card.objects.in_play().get(slug="a-new-question")
    assert (made.number, made.current.number, made.current.heard, made.current.made_by) == (29, 1, "And another thing", designer)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "skill: the place curious × ask-to-understand is taken by the-question-that-cracked-it."),
        ({"mindset": "all", "skill": "all", "number": 28}, "number: 28 is the number of am-i-allowed."),
        ({"mindset": "all"}, "mindset: the card on permission has all for mindset and for skill"),
        ({"mindset": "all", "skill": "all", "heard": None}, "heard: a card needs the few words"),
        ({"mindset": None}, "mindset: C0, the field is missing."),
        ({"practice": "sing"}, "practice: there is no practice 'sing'."),
        ({"id": "No Slug"}, "29-x.yaml: id: "),
    ],
)
def test_a_new_card_needs_a_place_of_its_own(folder, changes, expected):
    assert expected in refused(put(folder, 7, **NEW | changes))
    assert Card.objects.count() == 28


# --- moves ------------------------------------------------------------------------------------------------------------


def test_a_move_is_shown_as_one_and_seen_at_once(folder):
    said = deck("import", put(folder, 7, kind="stuck"), *YES)
    assert "card 7 the-question-that-cracked-it: changed\n  moves: kind: good-catch -> stuck\n" in said
    assert "Seen at once, with or without --publish: kind." in said
    assert Card.objects.get(number=7).kind.slug == "stuck"
    assert Edition.objects.filter(card__number=7).count() == 1


def test_two_cards_may_change_places(folder):
    one, other = cell("the-question-that-cracked-it"), cell("say-it-their-way")
    put(folder, 7, mindset=other[0], skill=other[1])
    deck("import", put(folder, 10, mindset=one[0], skill=one[1]), *YES)
    assert (cell("the-question-that-cracked-it"), cell("say-it-their-way")) == (other, one)


def test_a_move_to_a_place_that_is_taken_is_refused(folder):
    assert "is taken by say-it-their-way. Move that card too" in refused(put(folder, 7, skill="make-it-clear"))
    assert cell("the-question-that-cracked-it") == ("curious", "ask-to-understand")


def test_a_move_that_leaves_the_deck_out_of_order_is_not_published(folder):
    put(folder, 7, kind="stuck")
    assert "1 to put right before it can be published" in refused(folder, "--publish")
    assert Card.objects.get(number=7).kind.slug == "good-catch"


# --- practices --------------------------------------------------------------------------------------------------------


def test_a_practice_changes_at_once_and_says_so(folder):
    put_other(folder, "practice-5-give-permission.yaml", say_it="It's your call.")
    said = deck("import", folder, *YES)
    assert "practice 5 give-permission: changed\n  say_it: Inside our safe lines" in said
    assert "Practices have no drafts: leaders see this at once." in said
    assert Practice.objects.get(slug="give-permission").say_it == "It's your call."


def test_a_practice_that_lists_other_cards_is_reported(folder):
    put_other(folder, "practice-5-give-permission.yaml", linked_cards=[3, 12])
    assert "  linked_cards says 3, 12; the cards of this practice are 3, 12, 14, 28." in deck("import", folder)


def test_the_list_of_cards_counts_the_cards_that_come_with_it(folder):
    put(folder, 7, practice="give-permission")
    put_other(folder, "practice-5-give-permission.yaml", linked_cards=[3, 7, 12, 14, 28])
    assert "linked_cards" not in deck("import", folder)


def test_a_practice_keeps_its_number(folder):
    assert "n: give-permission is number 5" in refused(put_other(folder, "practice-5-give-permission.yaml", n=6))


# --- the story --------------------------------------------------------------------------------------------------------

FILLED = {
    "objectives": {"items": [{"for": who, "text": "We help.", "how_we_will_know": "People say so."} for who in ("Customers", "Us", "All")]},
    "why_now": {"text": "It is time."},
    "what_stays": {"items": ["Breaks are still breaks."]},
    "you_can_ask_of_us": {"text": "Ask us."},
}
STORY = "compelling-story-template.yaml"


def test_another_story_stands_beside_the_old_one(folder):
    put_other(folder, STORY, headline={"text": "We are here to help."})
    said = deck("import", folder, *YES, "--publish")
    assert "It stays a draft. Still to fill in: {what customers tell us}, " in said
    assert list(Story.objects.values_list("headline", "published_at").order_by("number"))[1] == ("We are here to help.", None)


def test_a_story_with_nothing_left_to_fill_in_is_published(folder, designer):
    deck("import", put_other(folder, STORY, **FILLED), *YES, "--publish")
    assert (Story.objects.current().number, Story.objects.current().published_by) == (2, designer)
    assert "1 same." in deck("import", folder, *YES, "--publish")


def test_somebodys_draft_of_the_story_is_left_alone(folder):
    Story.objects.create(number=2, headline="Mine.", why_now="x", closing_question="What?")
    put_other(folder, STORY, **FILLED)
    said = deck("import", folder, *YES)
    assert "story: left alone\n  headline: Mine. -> " in said
    assert "Somebody has a draft of it. Add --over-drafts" in said
    deck("import", folder, *YES, "--over-drafts")
    assert Story.objects.get(number=3).why_now == "It is time."


# --- the whole way round ----------------------------------------------------------------------------------------------


def test_a_deck_taken_to_an_empty_database_comes_out_the_same(folder):
    Edition.objects.filter(card__number=1).update(avoid="No: 'yes' # 007", title="- 💬")
    Practice.objects.filter(number=1).update(what_it_is="One.\n\nTwo.")
    before = exported()
    deck("export", folder / "deck")
    Card.objects.update(current=None)
    for model in (HeardAs, Publication, Edition, Card, Practice, Story):
        model.objects.all().delete()
    said = deck("import", folder / "deck", *YES)
    assert "38 new." in said
    for edition in Edition.objects.all():
        edition.publish()
    assert exported() == before
