"""`deck check`: the published deck, or files beside it."""

from __future__ import annotations

import shutil

import pytest
import yaml
from django.conf import settings
from django.core.management import CommandError, call_command

from cards.models import Card, Edition, Practice
from tests.cards.deck.conftest import deck
from tests.cards.deck.exemplar import FOLDER, changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def cards(tmp_path):
    """The exemplars, without the practices: six cards nobody has anything against."""
    for path in FOLDER.glob("card-*.yaml"):
        shutil.copy(path, tmp_path)
    return tmp_path


def checked(capsys, *words: object) -> str:
    """What a check that finds something prints, with its last word."""
    with pytest.raises(CommandError) as raised:
        call_command("deck", "check", *map(str, words))
    assert raised.value.returncode == 1
    return capsys.readouterr().out + str(raised.value)


def test_the_shipped_programme_passes(capsys):
    """When it does not, what was printed says what is to be put right."""
    call_command("deck", "check")
    assert "28 cards: nothing to put right" in capsys.readouterr().out


def test_good_files_pass_with_their_grades_and_what_is_to_fill_in(cards):
    said = deck("check", cards)
    assert "6 cards: nothing to put right." in said
    assert "  2.0  the-question-that-cracked-it\n" in said
    assert "For your organisation to fill in\n  ask-for-two-minutes: safety_note: {support route}\n" in said


def test_findings_stand_under_their_card(cards, capsys):
    (cards / "card-07-the-question-that-cracked-it.yaml").write_text(yaml.safe_dump(changed(7, avoid="They must.", try_this="Ask.")))
    said = checked(capsys, cards)
    assert "the-question-that-cracked-it\n  C5 try_this: says not when." in said
    assert "  C9 avoid: 'must' is a banned word (discipline)" in said
    assert "2 to put right, and 0 in the reading of files." in said


def test_files_are_checked_beside_the_rest_of_the_deck(cards, capsys):
    twin = Card.objects.get(number=1).current.open_with
    (cards / "card-07-the-question-that-cracked-it.yaml").write_text(yaml.safe_dump(changed(7, open_with=twin)))
    assert "already-in-the-notes/the-question-that-cracked-it\n  C11 open_with: both say" in checked(capsys, cards)


def test_a_file_that_cannot_be_read_does_not_hide_the_others(cards, capsys):
    (cards / "card-99-x.yaml").write_text("number: [")
    (cards / "card-07-the-question-that-cracked-it.yaml").write_text(yaml.safe_dump(changed(7, avoid="They must.")))
    said = checked(capsys, cards)
    assert "card-99-x.yaml: cannot be read as YAML" in said
    assert "C9 avoid" in said
    assert "1 to put right, and 1 in the reading of files." in said


def test_a_file_that_cannot_be_read_is_enough_to_fail(cards, capsys):
    (cards / "card-99-x.yaml").write_text("number: [")
    assert "0 to put right, and 1 in the reading of files." in checked(capsys, cards)


def test_what_a_person_decides_stops_nothing(cards):
    (cards / "card-07-the-question-that-cracked-it.yaml").write_text(yaml.safe_dump(changed(7, avoid="Asking their mum.")))
    assert "(for a person to look at)" in deck("check", cards)


def test_practices_and_their_lists_of_cards_are_checked(cards):
    practice = yaml.safe_load((FOLDER / "practice-5-give-permission.yaml").read_text())
    (cards / "practice-5-give-permission.yaml").write_text(yaml.safe_dump(practice | {"linked_cards": [3, 12]}))
    assert "linked_cards says 3, 12; the cards of this practice are 3, 12, 14, 28." in deck("check", cards)


def test_the_database_is_checked_in_every_part(capsys):
    Practice.objects.filter(slug="notice").update(say_it="You should be proud.")
    edition = Card.objects.get(number=28).current
    Edition.objects.filter(pk=edition.pk).update(avoid="Feedback.")
    said = checked(capsys)
    assert "practice notice\n  C9 say_it: 'should'" in said
    assert "am-i-allowed\n  C9 avoid: 'Feedback'" in said


def test_a_retired_card_leaves_its_place_open(designer, capsys):
    Card.objects.get(number=1).retire(by=designer)
    assert "deck\n  C13 curious × make-it-personal: has no card." in checked(capsys)


def test_checking_writes_nothing(cards, django_assert_max_num_queries):
    with django_assert_max_num_queries(8) as queries:
        deck("check", cards)
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT"}


def test_the_shipped_permission_stories_pass():
    said = deck("check", settings.BASE_DIR / "fixtures" / "permission_stories")
    assert "nothing to put right" in said
    assert len(list((settings.BASE_DIR / "fixtures" / "permission_stories").glob("*.yaml"))) == 3
