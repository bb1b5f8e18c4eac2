"""New practices, skills and kinds of moment; retired, brought back, and never deleted; the deck's form holds."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cards.deck.stored import places
from cards.models import Card, Kind, Practice, Skill
from cards.panel.findings import judge
from coaching.picture import picture
from tests.panel.forms import filled_in, list_of, text, url
from tests.panel.wording import card

pytestmark = pytest.mark.django_db
MODELS = (Practice, Kind, Skill)
SAID = {"name": "On the mend", "means": "They are finding their feet.", "one_line": "Be there.", "good": "Calm voice", "not_yet": "Rushing"}


@pytest.fixture
def designer(world, sign_in):
    return sign_in(world.designer)


def made(designer, model):
    """A new one; of skills in the place of the fourth."""
    if model is Skill and Skill.free_rank() is None:
        _retire_fourth(designer)
    there = reverse(f"admin:cards_{model._meta.model_name}_add")
    answer = designer.post(there, filled_in(designer.get(there), **SAID))
    assert answer.status_code == 302, text(answer)
    return model.objects.get(name="On the mend")


def emptied(row):
    """With none of its cards in play."""
    Card.objects.filter(pk__in=row.cards.values("pk")).update(retired_at="2026-01-01T00:00Z")
    return row


def _retire_fourth(designer) -> Skill:
    row = emptied(Skill.objects.get(number=4))
    designer.post(url(row, "retire"))
    row.refresh_from_db()
    return row


@pytest.mark.parametrize("model", MODELS)
def test_a_new_one_has_a_place_and_a_name_in_addresses_and_a_line_in_the_history(designer, world, model):
    row = made(designer, model)
    assert row.slug == "on-the-mend"
    assert row.number == (4 if model is Skill else model.objects.exclude(pk=row.pk).order_by("number").last().number + 1)
    assert row.history.get().by == world.designer


@pytest.mark.parametrize("model", MODELS)
def test_what_cards_in_play_belong_to_stays_in_use(designer, model):
    row = model.objects.order_by("number").first()
    assert "cards in play belong to it" in text(designer.get(url(row)))
    page = designer.post(url(row, "retire"), follow=True)
    assert "Move or retire them first" in text(page)
    row.refresh_from_db()
    assert row.retired_at is None


@pytest.mark.parametrize("model", MODELS)
def test_retired_it_is_offered_nowhere_and_comes_back(designer, world, model):
    row = emptied(model.objects.order_by("number").first())
    designer.post(url(row, "retire"))
    designer.post(url(row, "retire"))
    row.refresh_from_db()
    assert (row.retired_by, row.history.count()) == (world.designer, 1 if model is not Skill else 2)
    assert row not in model.objects.in_use()
    choices = designer.get("/admin/cards/card/new/").context["form"].fields[model._meta.model_name].queryset
    assert row not in choices
    assert "Retired" in text(designer.get(list_of(model)))
    designer.post(url(row, "bring-back"))
    row.refresh_from_db()
    assert row in model.objects.in_use()


@pytest.mark.parametrize("model", MODELS)
def test_only_a_form_and_only_a_designer_does_it(designer, world, sign_in, model):
    row = emptied(model.objects.order_by("number").first())
    for act in ("retire", "bring-back"):
        assert designer.get(url(row, act)).status_code == 405
        for who in (world.leader, world.hr, world.sponsor):
            assert sign_in(who).post(url(row, act)).status_code == 403
    row.refresh_from_db()
    assert row.retired_at is None


def test_the_deck_has_nine_skills_at_most_and_a_new_one_takes_a_retired_ones_rank(designer):
    there = reverse("admin:cards_skill_add")
    answer = designer.post(there, filled_in(designer.get(there), **SAID))
    assert "Retire one first" in text(answer)
    assert filled_in(answer)["name"] == SAID["name"]
    assert Skill.objects.count() == 9
    old = _retire_fourth(designer)
    assert old.number > 9
    row = made(designer, Skill)
    assert (row.number, Skill.objects.in_use().count()) == (4, 9)
    answer = designer.post(url(old, "bring-back"), follow=True)
    assert "Retire one first" in text(answer)
    old.refresh_from_db()
    assert old.retired_at is not None


def test_the_same_name_twice_has_two_names_in_addresses(designer):
    made(designer, Kind)
    there = reverse("admin:cards_kind_add")
    designer.post(there, filled_in(designer.get(there), **SAID))
    assert set(Kind.objects.filter(name="On the mend").values_list("slug", flat=True)) == {"on-the-mend", "on-the-mend-2"}


def test_a_card_of_a_new_practice_and_kind_can_be_published(designer):
    practice, kind = made(designer, Practice), made(designer, Kind)
    row = card()
    row.practice, row.kind = practice, kind
    row.stand(by=None)
    assert {"on-the-mend"} <= set(places().practices) & set(places().kinds)
    stops = [line.field for line in judge(card(), card().current).stops]
    assert "practice" not in stops
    assert "kind" not in stops


def test_a_card_does_not_come_back_to_what_is_retired(designer, world):
    row = card()
    designer.post(url(emptied(row.skill), "retire"))
    answer = designer.post(f"/admin/cards/card/{row.pk}/bring-back/", follow=True)
    assert "give it another place first" in text(answer)
    assert card().retired_at is not None


def test_the_blueprint_keeps_its_columns_where_a_place_has_no_card(world):
    """A row with a place missing kept its cells to the left: under another mindset's name."""
    row = card()
    row.retire(world.designer)
    drawn = picture([], Card.objects.in_play(), world.red.today())
    assert [len(line.cells) for line in drawn.rows] == [3] * 9
    line = next(line for line in drawn.rows if line.skill == row.skill)
    assert [cell is None for cell in line.cells] == [mindset == row.mindset for mindset in drawn.mindsets]
