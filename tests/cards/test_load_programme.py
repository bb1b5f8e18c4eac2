"""Loading the programme's content: again and again, and never over what a designer wrote."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
import yaml
from django.core.management import CommandError, call_command
from django.utils import timezone

from accounts.models import User
from cards.models import Card, Edition, HeardAs, Kind, Mindset, Practice, Publication, Skill, Story
from cards.programme import digest
from tests import make

pytestmark = pytest.mark.django_db
FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
NO = "a-kind-clear-no"


@pytest.fixture
def fixtures(settings, tmp_path) -> Path:
    """A copy of the fixtures that a test may change."""
    settings.BASE_DIR = tmp_path
    return Path(shutil.copytree(FIXTURES, tmp_path / "fixtures"))


@pytest.fixture
def empty() -> None:
    """A database as production finds it, before its first load."""
    Card.objects.update(current=None)
    for model in (HeardAs, Publication, Edition, Card, Practice, Mindset, Skill, Kind, Story):
        model.objects.all().delete()


@pytest.fixture
def designer() -> User:
    return make.user("Dee Designer")


def load(*options: str) -> str:
    out = StringIO()
    call_command("load_programme", *options, stdout=out)
    return out.getvalue()


def rewrite(folder: Path, file: str, name: str, **fields: object) -> None:
    """Change one object of one file; a field given as `...` is taken out."""
    objects = yaml.safe_load((folder / file).read_text())
    [found] = [o["fields"] for o in objects if name in (o["fields"].get("slug"), *o["fields"].get("card", []), o["fields"].get("number"))]
    found.update(fields)
    for field in [field for field, value in fields.items() if value is ...]:
        del found[field]
    (folder / file).write_text(yaml.safe_dump(objects, allow_unicode=True))


def write(card: str, by: User | None, **fields: object) -> Edition:
    """A further wording, as the designers' panel makes it."""
    edition = Edition.objects.filter(card__slug=card).order_by("-number").first()
    edition.pk, edition.number, edition.made_by, edition.published_at = None, edition.number + 1, by, None
    edition._state.adding = True
    for field, value in fields.items():
        setattr(edition, field, value)
    edition.save()
    return edition


def now_says(slug: str, field: str) -> object:
    return getattr(Card.objects.get(slug=slug).current, field)


# --- the first time ---------------------------------------------------------------------------------------------------


def test_an_empty_database_gets_the_whole_programme(empty):
    said = load()
    assert "28 cards: 28 made, 0 updated, 0 left as a designer made them" in said
    assert f"made card {NO}\n" in said
    assert Card.objects.in_play().count() == Edition.objects.filter(number=1, published_by=None, made_by=None).count() == 28
    assert (Mindset.objects.count(), Skill.objects.count(), Kind.objects.count(), Practice.objects.count()) == (3, 9, 6, 9)


def test_the_story_waits_for_a_person_to_fill_it_in_and_publish_it(empty):
    load()
    assert Story.objects.current() is None
    assert "{name}" in Story.objects.get().you_can_ask_of_us


def test_loading_again_changes_nothing():
    before = list(Edition.objects.values_list()), list(Card.objects.values_list())
    said = load()
    assert not [line for line in said.splitlines() if line.startswith(("made", "updated", "left"))]
    assert (list(Edition.objects.values_list()), list(Card.objects.values_list())) == before


def test_a_dry_run_says_what_it_would_do_and_does_nothing(empty):
    said = load("--dry-run")
    assert "28 cards: 28 made" in said
    assert "nothing was written" in said
    assert not Card.objects.exists()


def test_with_no_verbosity_it_says_nothing(empty):
    assert load("--verbosity=0") == ""


# --- rows -------------------------------------------------------------------------------------------------------------


def test_an_untouched_row_follows_the_fixture(fixtures):
    rewrite(fixtures, "skills.yaml", "follow-up", means="Come back, and check that it worked.")
    assert "updated skill follow-up" in load()
    skill = Skill.objects.get(slug="follow-up")
    assert skill.means == "Come back, and check that it worked."
    assert skill.loaded == digest(skill)


def test_a_field_taken_out_of_the_fixture_goes_back_to_empty(fixtures):
    rewrite(fixtures, "practices.yaml", "give-permission", safe_lines=...)
    load()
    assert Practice.objects.get(slug="give-permission").safe_lines == []


def test_what_a_designer_changed_is_left_and_reported(fixtures):
    Practice.objects.filter(slug="go-first").update(say_it="Watch me get this wrong first.")
    rewrite(fixtures, "practices.yaml", "go-first", one_line="Another line.")
    said = load()
    assert "left practice go-first: a designer changed it" in said
    assert "9 practices: 0 made, 0 updated, 1 left" in said
    assert Practice.objects.get(slug="go-first").say_it == "Watch me get this wrong first."
    assert Practice.objects.get(slug="go-first").one_line != "Another line."


def test_a_row_changed_and_changed_back_follows_the_fixture_again(fixtures):
    old = Kind.objects.get(slug="stuck").means
    Kind.objects.filter(slug="stuck").update(means="Something else.")
    load()
    Kind.objects.filter(slug="stuck").update(means=old)
    rewrite(fixtures, "kinds.yaml", "stuck", means="They are stuck.")
    load()
    assert Kind.objects.get(slug="stuck").means == "They are stuck."


def test_a_card_moved_by_the_fixture_moves_and_one_moved_by_a_designer_stays(fixtures):
    Card.objects.filter(slug="am-i-allowed").update(kind=Kind.objects.get(slug="good-catch"))
    rewrite(fixtures, "cards.yaml", NO, kind=["stuck"])
    load()
    assert Card.objects.get(slug=NO).kind.slug == "stuck"
    assert Card.objects.get(slug="am-i-allowed").kind.slug == "good-catch"


def test_a_retired_card_stays_retired_even_when_the_fixture_changes(fixtures, designer):
    Card.objects.get(slug=NO).retire(by=designer)
    rewrite(fixtures, "cards.yaml", NO, kind=["stuck"])
    assert f"updated card {NO}" in load()
    card = Card.objects.get(slug=NO)
    assert card.retired_by == designer
    assert card.kind.slug == "stuck"


def test_nothing_is_deleted_when_it_leaves_the_fixtures(fixtures):
    for file, key in (("cards.yaml", "slug"), ("editions.yaml", "card")):
        objects = yaml.safe_load((fixtures / file).read_text())
        (fixtures / file).write_text(yaml.safe_dump([o for o in objects if o["fields"][key] not in (NO, [NO])]))
    load()
    assert Card.objects.in_play().filter(slug=NO).exists()


def test_the_digest_does_not_depend_on_ids_or_on_who_published():
    card, story = Card.objects.get(slug=NO), Story.objects.get()
    before = digest(card), digest(story)
    card.current = None
    card.retired_at = story.published_at = timezone.now()
    assert (digest(card), digest(story)) == before
    card.kind = Kind.objects.get(slug="stuck")
    assert digest(card) != before[0]


# --- editions ---------------------------------------------------------------------------------------------------------


def test_a_new_wording_becomes_a_new_edition_and_the_old_one_is_kept(fixtures):
    old = Card.objects.get(slug=NO).current
    rewrite(fixtures, "editions.yaml", NO, heard="I can't, the system won't let me")
    assert f"updated edition {NO}: edition 2 published" in load()
    assert now_says(NO, "heard") == "I can't, the system won't let me"
    assert now_says(NO, "number") == 2
    old.refresh_from_db()
    assert (old.number, old.heard) == (1, "The system won't let me")
    assert "updated" not in load().replace("0 updated", "")


def test_a_fixture_that_goes_back_to_its_old_words_makes_a_third_edition(fixtures):
    rewrite(fixtures, "editions.yaml", NO, heard="Computer says no")
    load()
    rewrite(fixtures, "editions.yaml", NO, heard="The system won't let me")
    load()
    assert now_says(NO, "number") == 3
    assert now_says(NO, "heard") == "The system won't let me"


def test_a_wording_published_by_a_designer_is_left_and_reported(fixtures, designer):
    write(NO, designer, heard="Computer says no").publish(by=designer)
    said = load()
    assert f"left edition {NO}: edition 2 is a designer's" in said
    assert "28 editions: 0 made, 0 updated, 1 left" in said
    rewrite(fixtures, "editions.yaml", NO, heard="I can't do that")
    load()
    assert now_says(NO, "heard") == "Computer says no"


def test_a_designers_draft_is_not_overtaken(fixtures, designer):
    write(NO, designer, heard="Computer says no")
    rewrite(fixtures, "editions.yaml", NO, heard="I can't do that")
    assert f"left edition {NO}" in load()
    assert now_says(NO, "number") == 1
    assert Edition.objects.filter(card__slug=NO).count() == 2


def test_a_designer_who_went_back_to_an_older_edition_is_not_overruled_at_the_next_release(fixtures, designer):
    first = Card.objects.get(slug=NO).current
    rewrite(fixtures, "editions.yaml", NO, heard="Computer says no")
    load()
    Edition.objects.get(pk=first.pk).publish(by=designer)
    assert f"left edition {NO}: a designer took edition 2 out of use" in load()
    assert now_says(NO, "number") == 1


def test_a_draft_of_the_programmes_own_words_needs_no_new_edition(designer):
    write(NO, designer, heard="Computer says no")
    assert "left" not in load().replace("0 left", "").replace(" left as", "")


# --- loaddata ---------------------------------------------------------------------------------------------------------


def test_the_files_are_plain_django_fixtures_and_loading_after_loaddata_takes_them_over(empty, fixtures):
    names = ("mindsets", "skills", "kinds", "practices", "cards", "editions", "story")
    call_command("loaddata", *(str(fixtures / f"{name}.yaml") for name in names), verbosity=0)
    assert Card.objects.get(slug=NO).current is None
    load()
    assert Card.objects.in_play().count() == Edition.objects.count() == 28
    rewrite(fixtures, "mindsets.yaml", "brave", means="I say the right thing.")
    assert "updated mindset brave" in load()


# --- errors -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "name", "fields", "expected"),
    [
        ("cards.yaml", NO, {"kind": ["storm"]}, f"cards.yaml: {NO}: kind: there is no kind ['storm']"),
        ("cards.yaml", NO, {"kind": "stuck"}, f"cards.yaml: {NO}: kind: there is no kind 'stuck'"),
        ("cards.yaml", NO, {"kind": ...}, f"cards.yaml: {NO}: kind: "),
        ("cards.yaml", NO, {"channel": "fax"}, f"cards.yaml: {NO}: channel: "),
        ("cards.yaml", NO, {"number": 1}, f"cards.yaml: {NO}: number: "),
        ("cards.yaml", NO, {"colour": "red"}, f"cards.yaml: {NO}: colour: there is no such field"),
        ("cards.yaml", NO, {"retired_at": None}, f"cards.yaml: {NO}: retired_at: is not for fixtures to say"),
        ("editions.yaml", NO, {"heard": "x" * 33}, f"editions.yaml: {NO}: heard: "),
        ("editions.yaml", NO, {"heard": False}, f"editions.yaml: {NO}: heard: False is not text"),
        ("editions.yaml", NO, {"search_words": ["rude", False]}, f"editions.yaml: {NO}: search_words: "),
        ("editions.yaml", NO, {"search_words": "rude"}, f"editions.yaml: {NO}: search_words: "),
        ("editions.yaml", NO, {"minutes": 9}, f"editions.yaml: {NO}: minutes: "),
        ("story.yaml", 1, {"headline": "x" * 71}, "story.yaml: 1: headline: "),
        ("kinds.yaml", "stuck", {"slug": "good-catch"}, "kinds.yaml: good-catch: is here twice"),
    ],
)
def test_an_error_names_the_file_the_object_and_the_field(fixtures, file, name, fields, expected):
    rewrite(fixtures, file, name, **fields)
    with pytest.raises(CommandError) as raised:
        load()
    assert expected in str(raised.value)
    assert raised.value.returncode == 1


@pytest.mark.parametrize("text", ["- model: cards.kind\n fields: [", "kinds: 6", "- model: cards.card\n  fields: {}", "- 7", "\xff"])
def test_a_broken_file_is_named(fixtures, text):
    (fixtures / "kinds.yaml").write_text(text, encoding="latin-1")
    with pytest.raises(CommandError, match=r"kinds\.yaml"):
        load()


def test_a_missing_file_is_named(fixtures):
    (fixtures / "story.yaml").unlink()
    with pytest.raises(CommandError, match=r"story\.yaml"):
        load()


def test_an_error_late_in_the_files_leaves_nothing_half_done(fixtures):
    rewrite(fixtures, "mindsets.yaml", "brave", means="Changed.")
    rewrite(fixtures, "story.yaml", 1, headline="")
    with pytest.raises(CommandError):
        load()
    assert Mindset.objects.get(slug="brave").means != "Changed."
