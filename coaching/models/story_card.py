"""A loved permission story becomes a draft card: its gist in the card's own limits, for a designer to go on with."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cards.deck.stored import WORDING
from cards.models import Card, Edition

from .story_act import StoryAct

# Of a card's fields, what each takes from a story.
GIST = {"moment": "usually", "try_this": "did", "say_permission": "permission"}


class Carded:
    """Part of `PermissionStory`."""

    carded: Any

    @transaction.atomic
    def make_card(self: Any, card: Card, by: User, at: datetime | None = None) -> Edition:
        """A draft of that card with the gist of this story; all else as the card says now. ValidationError where one waits already."""
        self.hold()
        card = Card.objects.select_for_update().order_by().get(pk=card.pk)
        if self.state != self.State.PUBLISHED or card.current is None:
            raise ValidationError(_("Only a published story becomes a card."))
        if card.draft:
            raise ValidationError(_("A draft of that card waits already. Publish it, or write this into it by hand."))
        words = {name: getattr(card.current, name) for name in WORDING} | self.gist
        self.carded = Edition.write(card, words, by, card.current.seen, at)
        self.save(update_fields=["carded"])
        self.note(StoryAct.Act.CARDED, by, at)
        return self.carded

    @property
    def gist(self: Any) -> dict[str, str]:
        """Cut where a word ends, to what the card has room for."""
        room: dict[str, Any] = {field: Edition._meta.get_field(field) for field in GIST}
        return {field: cut(getattr(self, part), room[field].max_length) for field, part in GIST.items()}

    def out_of_card(self: Any, at: datetime | None = None) -> None:
        """Its words leave a draft that was made of it and is not published; what a designer wrote since stays."""
        draft: Edition | None = self.carded
        if draft is None or draft.published_at or draft.card.current is None:
            return
        ours = [field for field, words in self.gist.items() if getattr(draft, field) == words]
        words = {name: getattr(draft, name) for name in WORDING} | {field: getattr(draft.card.current, field) for field in ours}
        if draft.card.draft == draft:
            Edition.write(draft.card, words, None, draft.seen, at)


def cut(text: str, most: int) -> str:
    """The text, or as many whole words of it as there is room for."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
