"""Where somebody is with something: how much help it needed, never how good they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Step(models.IntegerChoices):
    """No step ("Didn't see it") is None, not a zero. Source of the scale: content/ratings.md, section 1."""

    TALKING = 1, _("Talking about it")
    TRYING = 2, _("Trying it")
    DOING = 3, _("Doing it")
    PASSING_ON = 4, _("Passing it on")

    @property
    def says(self) -> str:
        """What happened, in one sentence."""
        return str(SAYS[self])

    @property
    def mark(self) -> str:
        """The filling card of the sprite: one to four."""
        return f"lv{self.value}"


SAYS = {
    Step.TALKING: _("We've talked it over. Not tried with a customer yet."),
    Step.TRYING: _("Tried it with a customer, with a prompt or a reminder."),
    Step.DOING: _("Did it without a prompt."),
    Step.PASSING_ON: _("Does it as a matter of course, and could show a colleague."),
}


def step_field(label: StrOrPromise) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(label, choices=Step, null=True, blank=True)


def step_is_known(field: str, name: str) -> models.CheckConstraint:
    """The database's own word that a step is one of the four, or none."""
    return models.CheckConstraint(condition=models.Q(**{field: None}) | models.Q(**{f"{field}__range": (1, 4)}), name=name)
