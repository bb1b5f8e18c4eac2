"""The steps before a permission story may be shared: the person it is about says yes, and no customer can be made out."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User

from .story_act import StoryAct


class Consented:
    """Part of `PermissionStory`: its teller's and its advisor's verbs. Each is a step of its own, recorded with who and when."""

    consent: Any
    asked_at: Any
    asked_by: Any
    answered_at: Any
    answered_to: Any
    details_changed_at: Any
    details_changed_by: Any
    state: Any
    as_told: Any

    @property
    def agreed(self: Any) -> bool:
        """Whether whoever it is about has said yes; a story about nobody asks nobody."""
        return self.advisor_id is None or self.consent in (self.Consent.NAMED, self.Consent.UNNAMED)

    @transaction.atomic
    def ask(self: Any, by: User, at: datetime | None = None) -> None:
        """The advisor is asked, in person or on their own page. Asking again changes nothing; nor does asking about nobody."""
        self.hold()
        if self.advisor_id is None or self.consent != self.Consent.NOT_ASKED or self.state == self.State.WITHDRAWN:
            return
        self.consent, self.asked_at, self.asked_by = self.Consent.ASKED, at or timezone.now(), by
        self.save(update_fields=["consent", "asked_at", "asked_by"])
        self.note(StoryAct.Act.ASKED, by, at)

    @transaction.atomic
    def answer(self: Any, answer: str, by: User | None, at: datetime | None = None) -> None:
        """What the advisor said; nobody (`by`) is the advisor on their own page. No takes the story back for good."""
        self.hold()
        yes = answer in (self.Consent.NAMED, self.Consent.UNNAMED)
        if self.advisor_id is None or self.state == self.State.WITHDRAWN or not (yes or answer == self.Consent.NO):
            return
        if self.consent != answer:
            self.consent, self.answered_at, self.answered_to = answer, at or timezone.now(), by
            self.asked_at, self.asked_by = self.asked_at or self.answered_at, self.asked_by or by
            self.note(StoryAct.Act.ANSWERED, by, at, words=str(self.get_consent_display()))
        if yes:
            self.save(update_fields=["consent", "answered_at", "answered_to", "asked_at", "asked_by"])
        else:
            self.end(by, at)

    @transaction.atomic
    def change_details(self: Any, by: User, at: datetime | None = None) -> None:
        """Somebody says that nothing in it tells who the customer is. Saying it twice changes nothing."""
        self.hold()
        if self.details_changed_at is None and self.state != self.State.WITHDRAWN:
            self.details_changed_at, self.details_changed_by = at or timezone.now(), by
            self.save(update_fields=["details_changed_at", "details_changed_by"])
            self.note(StoryAct.Act.DETAILS, by, at)

    @transaction.atomic
    def send_in(self: Any, by: User, at: datetime | None = None) -> None:
        """To the designers. ValidationError before the customer's details were changed; sent in already, nothing changes.

        The advisor's answer is not waited for: until it is there their name stays hidden, and nothing is published.
        """
        self.hold()
        if not self.tellers_turn:
            return
        if self.details_changed_at is None:
            raise ValidationError(_("Say first that nobody could tell who the customer is."))
        self.state, self.as_told = self.State.WAITING, self.words
        self.save(update_fields=["state", "as_told"])
        self.note(StoryAct.Act.SENT_IN, by, at)
