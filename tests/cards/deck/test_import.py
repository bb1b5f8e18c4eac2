"""`deck import`: shown first, then all or nothing, as drafts of a designer, and never over somebody's draft."""

from __future__ import annotations

import pytest
import yaml
from django.core.management import CommandError

from cards.models import Card, Edition, Practice
from tests import make
from tests.cards.deck.conftest import deck, exported
from tests.cards.deck.exemplar import FOLDER, changed

pytestmark = pytest.mark.django_db
SLUG = "the-question-that-cracked-it"
YES = ("--yes", "--by", "dee@example.com")
WORDS = "Take your time. I'd rather you found the real problem."


@pytest.fixture
def folder(tmp_path, designer):
    """Card 7 with other words in one field."""
    return put(tmp_path, 7, say_permission=WORDS)


def put(folder, card_number: int, /, **changes):
    data = changed(card_number, **changes)
    (folder / f"card-{card_number:02}-x.yaml").write_text(yaml.safe_dump(data, allow_unicode=True))
    return folder


def card(slug: str = SLUG) -> Card:
    return Card.objects.select_related("current").get(slug=slug)


def refused(*words) -> str:
    """What it says when it changes nothing; and it has changed nothing."""
    before = everything()
    with pytest.raises(CommandError) as raised:
        deck("import", *words)
    assert everything() == before
    return str(raised.value)


def everything() -> list:
    return [list(model.objects.order_by("pk").values_list()) for model in (Card, Edition, Practice)]


# --- shown ------------------------------------------------------------------------------------------------------------


def test_a_preview_shows_old_and_new_and_changes_nothing(folder):
    before = everything()
    old = card().current.say_permission
    said = deck("import", put(folder, 10))
    assert f"card 7 {SLUG}: changed\n  say_permission: {old} -> {WORDS}\n" in said
    assert "card 10 say-it-their-way: same\n" in said
    assert "1 changed, 1 same." in said
    assert "Nothing was changed. To make these changes, run it again with --yes --by EMAIL." in said
    assert everything() == before


def test_the_rubric_has_its_say_in_the_preview(folder):
    said = deck("import", put(folder, 7, avoid="They must."))
    assert "  rubric C9 avoid: 'must' is a banned word" in said


def test_the_exemplars_change_nothing_and_come_out_as_they_went_in(designer, tmp_path):
    said = deck("import", FOLDER, *YES)
    assert "9 same." in said
    files = exported()
    for path in FOLDER.glob("card-*.yaml"):
        wanted, out = yaml.safe_load(path.read_text()), yaml.safe_load(files[path.name])
        assert {field: out[field] for field in wanted} == wanted
    assert Edition.objects.filter(made_by=designer).count() == 0


# --- done -------------------------------------------------------------------------------------------------------------


def test_other_words_are_a_draft_by_that_designer(folder, designer):
    assert "Done, by Dee Designer. New wordings are drafts." in deck("import", folder, *YES)
    draft = card().editions.get(number=2)
    assert (draft.made_by, draft.published_at, draft.say_permission) == (designer, None, WORDS)
    assert card().current.number == 1


def test_published_words_are_the_ones_leaders_see(folder, designer):
    deck("import", folder, *YES, "--publish")
    assert (card().current.number, card().current.published_by, card().current.say_permission) == (2, designer, WORDS)


def test_importing_again_changes_nothing(folder):
    deck("import", folder, *YES, "--publish")
    before = everything()
    assert "1 same." in deck("import", folder, *YES, "--publish")
    assert everything() == before


def test_a_draft_that_says_just_this_is_published_and_not_written_twice(folder):
    deck("import", folder, *YES)
    assert "Edition 2, a draft, says just this: add --publish" in deck("import", folder, *YES)
    deck("import", folder, *YES, "--publish")
    assert (card().current.number, card().editions.count()) == (2, 2)


def test_what_a_file_does_not_say_stays(folder):
    heard = card().current.heard
    deck("import", folder, *YES, "--publish")
    assert card().current.heard == heard
    assert card("ask-for-two-minutes").care_first is True


def test_what_is_ours_can_be_said(folder):
    put(folder, 7, heard="One more thing", heard_as=["asked a good one", "dug deeper"], care_first=True)
    said = deck("import", folder, *YES)
    assert "Seen at once, with or without --publish: care_first, heard_as." in said
    assert card().editions.get(number=2).heard == "One more thing"
    assert (card().heard_as.phrases, card().care_first) == (["asked a good one", "dug deeper"], True)


def test_of_many_phrases_only_those_that_come_and_go_are_shown(folder):
    deck("import", put(folder, 7, heard_as=["dug deeper", "one more"]), *YES)
    assert "  heard_as: more: asked again; gone: dug deeper\n" in deck("import", put(folder, 7, heard_as=["one more", "asked again"]))


def test_a_list_of_phrases_can_be_emptied(folder):
    deck("import", put(folder, 7, heard_as=["dug deeper"]), *YES)
    deck("import", put(folder, 7, heard_as=[]), *YES)
    assert card().heard_as.phrases == []


# --- who --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("--yes",), "Say who makes the changes: --by EMAIL."),
        (("--yes", "--by", "nobody@example.com"), "There is nobody with the address nobody@example.com."),
        (("--yes", "--by", "lee@example.com"), "lee@example.com is not a programme designer."),
    ],
)
def test_only_a_designer_changes_cards(folder, words, expected):
    make.user("Lee Leader", email="lee@example.com")
    assert expected in refused(folder, *words)


def test_a_designer_who_left_changes_nothing(folder, designer):
    designer.is_active = False
    designer.save()
    assert "is not a programme designer" in refused(folder, *YES)


def test_an_address_is_the_same_in_capitals(folder):
    assert "Done, by Dee Designer." in deck("import", folder, "--yes", "--by", "DEE@example.com")


# --- the rubric -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{"avoid": "They must."}, {"open_with": "Which words in our reply do you think tripped them up?"}])
def test_a_hard_finding_stops_publishing_and_not_a_draft(folder, changes):
    put(folder, 7, **changes)
    assert "to put right before it can be published" in refused(folder, *YES, "--publish")
    deck("import", folder, *YES)
    assert card().editions.count() == 2


def test_what_a_person_decides_does_not_stop_publishing(folder):
    deck("import", put(folder, 7, avoid="Asking their mum about it."), *YES, "--publish")
    assert card().current.number == 2


def test_a_finding_on_another_card_does_not_stop_this_one(folder):
    Edition.objects.filter(card__slug="say-it-their-way").update(avoid="They must.")
    deck("import", folder, *YES, "--publish")
    assert card().current.number == 2


# --- drafts -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def draft(folder):
    """Somebody else is at work on card 7."""
    first = card().current
    values = {field.name: getattr(first, field.name) for field in Edition._meta.concrete_fields if field.name not in ("id", "published_at")}
    return Edition.objects.create(**values | {"number": 2, "title": "Ask that question", "made_by": make.user("Sam Other")})


def test_somebodys_newer_draft_stops_that_card_and_no_other(folder, draft):
    put(folder, 7, say_permission=WORDS, kind="stuck")
    put(folder, 10, avoid="Writing it again for them.")
    said = deck("import", folder, *YES)
    assert f"card 7 {SLUG}: left alone\n  say_permission: " in said
    assert "Edition 2, by Sam Other, is a newer draft. Add --over-drafts to put this one after it." in said
    assert (card().editions.count(), card().kind.slug) == (2, "good-catch")
    assert card("say-it-their-way").editions.count() == 2


def test_over_drafts_puts_another_edition_after_it_and_keeps_it(folder, draft):
    said = deck("import", folder, *YES, "--over-drafts", "--publish")
    assert "It comes after edition 2, a draft, which is kept." in said
    assert card().current.number == 3
    assert card().editions.get(number=2).title == "Ask that question"


def test_a_draft_stays_a_draft_when_only_the_place_changes(folder, draft):
    put(folder, 7, channel="phone")
    deck("import", folder, *YES, "--publish")
    assert (card().channel, card().current.number) == ("phone", 1)


def test_a_retired_card_stays_retired(folder, designer):
    card().retire(by=designer)
    assert "This card is retired, and stays so." in deck("import", folder, *YES)
    assert card().retired_at is not None


# --- nothing at all ---------------------------------------------------------------------------------------------------


def test_a_slip_in_one_file_keeps_all_from_being_taken_in(folder):
    put(folder, 10, avoid="Writing it again.", kind="storm")
    said = refused(folder, *YES)
    assert "Nothing was changed. To put right first:\n  card-10-x.yaml: kind: there is no kind 'storm'. There are: good-catch, " in said


def test_every_slip_of_every_file_is_said_at_once(folder):
    put(folder, 10, title="x" * 40, kind="storm", minutes=9)
    put(folder, 17, mood="kind", **{"check_back.when": "tomorrow"})
    put(folder, 20, number=99)
    said = refused(folder)
    for slip in (
        "10-x.yaml: title",
        "10-x.yaml: kind",
        "10-x.yaml: minutes",
        "17-x.yaml: mood",
        "20-x.yaml: number: helping-or-selling is number 20",
    ):
        assert slip in said, slip


def test_a_file_that_was_not_understood_is_complained_of_once(folder):
    assert refused(put(folder, 7, number="seven")).splitlines()[1:] == ["  card-07-x.yaml: number: 'seven' is not a whole number."]


def test_a_time_to_come_back_that_nobody_knows_is_named_as_the_file_names_it(folder):
    assert "card-17-x.yaml: check_back.when: " in refused(put(folder, 17, **{"check_back.when": "tomorrow"}))


def test_phrases_have_rules_of_their_own(folder):
    assert "card-07-x.yaml: heard_as: Here twice: dug" in refused(put(folder, 7, heard_as=["dug", "Dug"]))


def test_a_missing_folder_is_named(tmp_path, designer):
    assert "there is no such folder" in refused(tmp_path / "gone", *YES)
