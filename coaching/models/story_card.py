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
        ours = {field: getattr(draft.card.current, field) for field, words in self.gist.items() if getattr(draft, field) == words}
        if draft.card.draft == draft:
            Edition.write(draft.card, {name: getattr(draft, name) for name in WORDING} | ours, None, draft.seen, at)
        elif ours:  # thrown away or overtaken: the history shows it still
            Edition.objects.filter(pk=draft.pk).update(**ours)

    @property
    def left_in_card(self: Any) -> list[str]:
        """Taken back after a card of it was published: which fields of that card, as leaders read it, still say what that wording said."""
        made: Edition | None = self.carded
        if made is None or not made.published_at or made.card.retired_at or self.state != self.State.WITHDRAWN:
            return []
        return [field for field in GIST if getattr(made.card.current, field) == getattr(made, field)]

    @transaction.atomic
    def put_back(self: Any, by: User, at: datetime | None = None) -> None:
        """The card says what it said before it. ValidationError where nothing was, or a draft waits. Twice changes nothing."""
        self.hold()
        fields, made = self.left_in_card, self.carded
        if not fields:
            return
        card = Card.objects.select_for_update(of=("self",)).select_related("current").get(pk=made.card_id)
        if card.current_id == made.pk:
            card.undo_publishing(by, made, at)
        else:
            _without(card, made, fields, by, at)
        self.settle(StoryAct.Act.OUT_OF_CARD, by, at)

    @transaction.atomic
    def let_stay(self: Any, by: User, at: datetime | None = None) -> None:
        """A designer looked: nothing of it can be made out in the card. Said twice, nothing changes."""
        self.hold()
        if self.left_in_card:
            self.settle(StoryAct.Act.NOT_IN_CARD, by, at)

    def settle(self: Any, act: StoryAct.Act, by: User, at: datetime | None) -> None:
        """From now on no card is known to come from it."""
        self.carded = None
        self.save(update_fields=["carded"])
        self.note(act, by, at)


def _without(card: Card, made: Edition, fields: list[str], by: User, at: datetime | None) -> None:
    """A newer wording has the same words: those alone go back to what was before, and that is published."""
    brought = card.publications.that_brought(made)
    if card.draft:
        raise ValidationError(_("A draft of that card waits. Publish it or throw it away first."))
    if card.current is None or brought is None or brought.before is None:
        raise ValidationError(_("There is no wording before this one. Retire the card, or write another."))
    words = {name: getattr(card.current, name) for name in WORDING} | {field: getattr(brought.before, field) for field in fields}
    draft = Edition.write(card, words, by, card.current.seen, at)
    if draft:
        draft.publish(by, at)


def cut(text: str, most: int) -> str:
    """The text, or as many whole words of it as there is room for."""
    if len(text) <= most:
        return text
    return text[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
