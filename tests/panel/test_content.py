"""What designers write beside the cards: kept with who and when, and never written over by accident."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from cards.models import Change, HeardAs, Kind, Mindset, Placeholder, Practice, Skill, Story
from tests import make
from tests.panel.forms import filled_in, list_of, text, url

pytestmark = pytest.mark.django_db
MODELS = (Practice, Mindset, Skill, Kind, HeardAs, Story, Placeholder)


@pytest.fixture
def designer(world, sign_in):
    return sign_in(world.designer)


@pytest.fixture
def other(db, sign_in):
    """A second designer."""
    user = make.user("Olu Other")
    Role.grant(user, Role.Name.DESIGNER)
    return sign_in(user)


@pytest.fixture
def practice(db) -> Practice:
    return Practice.objects.get(slug="give-permission")


# --- writing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
def test_saving_what_is_there_changes_nothing(designer, model):
    """Lists, three small things and objectives go into their boxes and come out the same."""
    row = model.objects.order_by("pk").first()
    before = row.says()
    page = designer.get(url(row))
    assert designer.post(url(row), filled_in(page)).status_code == 302
    row.refresh_from_db()
    assert row.says() == before
    assert not Change.objects.exists()


def test_a_practice_is_written_field_by_field(designer, practice):
    typed = {
        "name": "Give them room", "safe_lines": "First line\n\n  Second   line \n", "three_small_things_1_when": "On Monday",
        "three_small_things_1_do": "Say yes once.", "three_small_things_3_when": "", "three_small_things_3_do": "",
    }  # fmt: skip
    assert designer.post(url(practice), filled_in(designer.get(url(practice)), **typed)).status_code == 302
    practice.refresh_from_db()
    assert (practice.name, practice.safe_lines) == ("Give them room", ["First line", "Second line"])
    assert practice.three_small_things[0] == {"when": "On Monday", "do": "Say yes once."}
    assert len(practice.three_small_things) == 2


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"name": "x" * 41}, "at most 40 characters"),
        ({"safe_lines": "fine\n" + "x" * 161}, "Line 2 has 161 characters, 160 at most."),
        ({"three_small_things_2_do": ""}, "Number 2 has no “Do”."),
        ({"three_small_things_2_do": "x" * 161}, "Number 2, “Do”: 161 characters, 160 at most."),
    ],
)
def test_what_does_not_fit_comes_back_as_it_was_typed(designer, practice, typed, says):
    page = designer.post(url(practice), filled_in(designer.get(url(practice)), one_line="Kept as typed", **typed))
    assert page.status_code == 200
    assert says in text(page)
    assert filled_in(page)["one_line"] == "Kept as typed"
    practice.refresh_from_db()
    assert practice.one_line != "Kept as typed"


# S53 S54
def test_what_a_designer_wrote_is_text_on_every_page(designer, practice):
    nasty = "<script>alert(1)</script>{{ settings.SECRET_KEY }}{% load x %}\"'><img onerror=x>"
    designer.post(url(practice), filled_in(designer.get(url(practice)), say_it=nasty))
    for address in (url(practice), url(practice, "history"), "/toolkit/give-permission/"):
        page = designer.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "settings.SECRET_KEY" in text(page)


def test_phrases_are_found_by_at_once(designer):
    row = HeardAs.objects.get(card__slug="already-in-the-notes")
    designer.post(url(row), filled_in(designer.get(url(row)), phrases="zebra crossing the floor"))
    assert 'href="/cards/already-in-the-notes/' in designer.get("/cards/", {"q": "zebra crossing"}).content.decode()


def test_what_a_designer_wrote_is_left_by_the_next_load(designer, practice):
    designer.post(url(practice), filled_in(designer.get(url(practice)), name="Give them room"))
    call_command("load_programme", verbosity=0)
    practice.refresh_from_db()
    assert practice.name == "Give them room"


# --- who and when -----------------------------------------------------------------------------------------------------


def test_the_history_says_who_changed_what_from_what_to_what(designer, world, practice):
    was = practice.name
    designer.post(url(practice), filled_in(designer.get(url(practice)), name="Give them room"))
    [change] = practice.history
    assert (change.by, change.fields) == (world.designer, {"name": [was, "Give them room"]})
    assert abs((datetime.now(UTC) - change.at).total_seconds()) < 60
    page = text(designer.get(url(practice, "history")))
    for words in ("Dee Designer", was, "Give them room"):
        assert words in page


def test_the_history_stays_as_quick_however_long_it_is(designer, world, practice):
    def queries() -> int:
        with CaptureQueriesContext(connection) as seen:
            assert designer.get(url(practice, "history")).status_code == 200
        return len(seen)

    practice.by = world.designer
    practice.name = "One"
    practice.save()
    few = queries()
    for n in range(60):
        practice.name = f"Name {n}"
        practice.save()
    assert queries() == few
    page = designer.get(url(practice, "history"))
    assert page.content.decode().count("<dl") == 50
    assert "?page=2" in page.content.decode()


def test_a_file_taken_in_and_a_load_are_in_the_history_too(world, practice):
    practice.say_it = "Another line."
    practice.save()  # nobody: the programme's own loading
    assert [(change.by, list(change.fields)) for change in practice.history] == [(None, ["say_it"])]


# --- two at once ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("model", MODELS)
def test_of_two_who_write_the_second_is_told_and_keeps_their_words(designer, other, model):
    row = model.objects.order_by("pk").first()
    name = {HeardAs: "phrases", Story: "closing_question", Placeholder: "value"}.get(model, "name")
    hers, his = filled_in(designer.get(url(row))), filled_in(other.get(url(row)))
    assert designer.post(url(row), {**hers, name: "Dee's own words?"}).status_code == 302
    page = other.post(url(row), {**his, name: "What Olu typed?"})
    assert page.status_code == 200
    said = text(page)
    for words in ("Somebody changed this while you wrote", "Dee Designer", "Dee's own words?"):
        assert words in said
    assert filled_in(page)[name] == "What Olu typed?"
    row.refresh_from_db()
    assert "Dee's own words?" in str(row.says())
    # Having read theirs, saving once more is meant.
    assert other.post(url(row), filled_in(page)).status_code == 302
    row.refresh_from_db()
    assert "What Olu typed?" in str(row.says())
    assert [change.by.name for change in row.history] == ["Olu Other", "Dee Designer"]


def test_a_form_without_its_token_is_a_clash(designer, practice):
    sent = filled_in(designer.get(url(practice)), name="Blind")
    del sent["seen"]
    assert designer.post(url(practice), sent).status_code == 200
    practice.refresh_from_db()
    assert practice.name != "Blind"


# --- order ------------------------------------------------------------------------------------------------------------


def numbers(model) -> list[str]:
    return list(model.objects.order_by("number").values_list("slug", flat=True))


@pytest.mark.parametrize("model", [Practice, Kind])
def test_a_button_moves_a_row_and_pressing_it_twice_is_once(designer, world, model):
    rows = list(model.objects.order_by("number"))
    before = "-".join(str(row.pk) for row in rows)
    wanted = "-".join(str(row.pk) for row in [rows[1], rows[0], *rows[2:]])
    assert f'name="order" value="{wanted}"' in designer.get(list_of(model)).content.decode()
    for _ in range(2):
        designer.post(f"{list_of(model)}order/", {"seen": before, "order": wanted})
    assert numbers(model) == [rows[1].slug, rows[0].slug, *(row.slug for row in rows[2:])]
    assert [(change.by, change.fields) for change in rows[0].history] == [(world.designer, {"number": [1, 2]})]
    call_command("load_programme", verbosity=0)
    assert numbers(model)[0] == rows[1].slug


def test_an_order_made_from_an_older_one_changes_nothing(designer, other):
    rows = [row.pk for row in Practice.objects.order_by("number")]
    before, hers = "-".join(map(str, rows)), "-".join(map(str, reversed(rows)))
    designer.post(f"{list_of(Practice)}order/", {"seen": before, "order": hers})
    his = "-".join(map(str, [*rows[1:], rows[0]]))
    page = other.post(f"{list_of(Practice)}order/", {"seen": before, "order": his}, follow=True)
    assert "Somebody changed the order while you looked" in text(page)
    assert [row.pk for row in Practice.objects.order_by("number")] == rows[::-1]


@pytest.mark.parametrize("order", ["", "1", "1-1-2", "x-y", "9" * 30, "-1"])
def test_an_order_of_another_list_changes_nothing(designer, order):
    before = numbers(Practice)
    page = designer.post(f"{list_of(Practice)}order/", {"order": order}, follow=True)
    assert "That order is of another list" in text(page)
    assert numbers(Practice) == before
