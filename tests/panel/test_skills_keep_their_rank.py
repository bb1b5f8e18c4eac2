"""A skill's order is its rank, which is printed on its cards: nothing in the panel moves it (docs/decisions/0026)."""

from __future__ import annotations

import pytest
from django.urls import NoReverseMatch, reverse

from cards.models import Card, Skill
from tests.panel.forms import filled_in, text

pytestmark = pytest.mark.django_db
LIST = "/admin/cards/skill/"


@pytest.fixture
def designer(world, sign_in):
    return sign_in(world.designer)


def printed() -> dict[str, tuple[int, str]]:
    """What the paper of each card says of where it is."""
    return {card.slug: (card.number, card.place) for card in Card.objects.in_play()}


def test_the_page_says_why_and_what_can_be_done_instead(designer):
    page = text(designer.get(LIST))
    assert "Why these do not move up or down" in page
    assert "printed on its cards" in page
    assert "Move " not in page
    assert "?o=" not in page


def test_there_is_no_address_that_would_put_them_in_order(designer):
    with pytest.raises(NoReverseMatch):
        reverse("admin:cards_skill_order")
    before = printed()
    order = "-".join(str(skill.pk) for skill in Skill.objects.order_by("-number"))
    assert designer.post(f"{LIST}order/", {"order": order}).status_code == 404
    assert printed() == before


def test_renamed_it_keeps_its_rank_and_its_cards_theirs(designer):
    skill, before = Skill.objects.get(number=5), printed()
    there = f"{LIST}{skill.pk}/change/"
    designer.post(there, filled_in(designer.get(there), name="Say what happens next", number="1"))
    skill.refresh_from_db()
    assert (skill.name, skill.number) == ("Say what happens next", 5)
    assert printed() == before


def test_they_are_listed_by_rank(designer):
    page = text(designer.get(f"{LIST}?o=-2"))
    at = [page.index(f">{name}<") for name in Skill.objects.order_by("number").values_list("name", flat=True)]
    assert at == sorted(at)
