"""The rubric's findings as one types, for practices and the story as for cards; asking keeps nothing."""

from __future__ import annotations

import pytest

from cards.models import Change, Practice, Story
from tests.panel.forms import filled_in, text, url

pytestmark = pytest.mark.django_db
CHECK = {Practice: "/admin/cards/practice/check/", Story: "/admin/cards/story/check/"}
FIELD = {Practice: "say_it", Story: "closing_question"}


@pytest.fixture
def designer(world, sign_in):
    return sign_in(world.designer)


@pytest.mark.parametrize("model", [Practice, Story])
def test_what_is_typed_is_judged_and_not_kept(designer, model):
    row = model.objects.order_by("pk").first()
    page = designer.get(url(row))
    assert f'data-hx-post="{CHECK[model]}"' in page.text
    answer = designer.post(CHECK[model], filled_in(page, **{FIELD[model]: "You must own it."}))
    assert "is a banned word" in text(answer)
    assert f'href="#id_{FIELD[model]}"' in answer.text
    assert answer.text.count("<html") == 0
    row.refresh_from_db()
    assert getattr(row, FIELD[model]) != "You must own it."
    assert not Change.objects.exists()


def test_words_that_could_not_be_kept_are_judged_too(designer):
    row = Practice.objects.get(slug="give-permission")
    typed = filled_in(designer.get(url(row)), name="x" * 60, safe_lines="You must.\n" + "y" * 200, three_small_things_1_do="")
    found = text(designer.post(CHECK[Practice], typed))
    assert "things to put right" in found
    assert "is a banned word" in found


def test_a_page_opens_with_what_is_found_now(designer):
    Practice.objects.filter(slug="give-permission").update(say_it="You must own it.")
    row = Practice.objects.get(slug="give-permission")
    assert "is a banned word" in text(designer.get(url(row)))
    assert "Still to be filled in" in text(designer.get(url(Story.objects.get())))


@pytest.mark.parametrize("model", [Practice, Story])
def test_only_a_form_and_only_a_designer_asks(designer, world, sign_in, model):
    assert designer.get(CHECK[model]).status_code == 405
    for who in (world.leader, world.hr, world.sponsor):
        assert sign_in(who).post(CHECK[model], {}).status_code == 403
