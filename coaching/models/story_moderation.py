"""What designers do with a permission story: change its words, send it back, publish, choose it for a week."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .story_act import StoryAct


class StoryChanged(Exception):
    """Somebody else has been at it since the page was read."""


class Moderated:
    """Part of `PermissionStory`: the verbs of moderation. `seen` says which words were looked at: what has changed since raises."""

    state: Any
    changed_at: Any
    published_at: Any
    published_by: Any
    week_of: Any

    def turn(self: Any, seen: str, *states: str) -> None:
        """Hold the row. Raises StoryChanged where it is not as it was seen, or no longer in one of these states."""
        self.hold()
        if self.seen != seen or self.state not in states:
            raise StoryChanged

    @transaction.atomic
    def edit(self: Any, by: User, words: dict[str, str], seen: str, at: datetime | None = None) -> bool:
        """Other words, while it waits; whether any differ. The advisor's yes was to the story, so a new wording is for the eyes of
        the advisor too: they read it on their own page before and after."""
        self.turn(seen, self.State.WAITING)
        changed = self.put(words)
        if changed:
            self.changed_at = at or timezone.now()
            self.save(update_fields=[*words, "changed_at"])
            self.note(StoryAct.Act.EDITED, by, at, fields=changed)
        return bool(changed)

    @transaction.atomic
    def send_back(self: Any, by: User, words: str, seen: str, at: datetime | None = None) -> None:
        """To its teller, with what is asked of them."""
        self.turn(seen, self.State.WAITING)
        self.state, self.changed_at = self.State.SENT_BACK, at or timezone.now()
        self.save(update_fields=["state", "changed_at"])
        self.note(StoryAct.Act.SENT_BACK, by, at, words=words)

    @transaction.atomic
    def publish(self: Any, by: User, seen: str, at: datetime | None = None) -> None:
        """For everybody. ValidationError without the advisor's yes; taken back meanwhile, StoryChanged."""
        self.turn(seen, self.State.WAITING)
        if not self.agreed:
            raise ValidationError(_("The person it is about has not said yes yet."))
        self.state, self.published_at, self.published_by = self.State.PUBLISHED, at or timezone.now(), by
        self.changed_at = self.published_at
        self.save(update_fields=["state", "published_at", "published_by", "changed_at"])
        self.note(StoryAct.Act.PUBLISHED, by, at)

    @transaction.atomic
    def unpublish(self: Any, by: User, at: datetime | None = None) -> None:
        """Off every list, back among those that wait. What is not published stays as it is."""
        self.hold()
        if self.state != self.State.PUBLISHED:
            return
        self.state, self.week_of, self.changed_at = self.State.WAITING, None, at or timezone.now()
        self.save(update_fields=["state", "week_of", "changed_at"])
        self.note(StoryAct.Act.UNPUBLISHED, by, at)

    def choose(self: Any, by: User, week: date, at: datetime | None = None) -> None:
        """Story of the week that begins on this Monday. ValidationError where another one is: nobody's plan is undone in passing."""
        try:
            with transaction.atomic():
                self.turn(self.seen, self.State.PUBLISHED)
                if self.week_of == week:
                    return
                self.week_of = week
                self.save(update_fields=["week_of"])
                self.note(StoryAct.Act.CHOSEN, by, at, words=f"{week:%Y-%m-%d}")
        except IntegrityError:
            self.refresh_from_db()
            raise ValidationError(_("Another story has that week. Choose another week, or call that one off first.")) from None

    @transaction.atomic
    def call_off(self: Any, by: User, at: datetime | None = None) -> None:
        """No longer a story of the week. Without a week nothing changes."""
        self.hold()
        if self.week_of is not None:
            self.week_of = None
            self.save(update_fields=["week_of"])
            self.note(StoryAct.Act.CALLED_OFF, by, at)
