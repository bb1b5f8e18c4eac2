"""The Compelling Story in steps, as a leader tells it in two minutes. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from cards.models import Story
from coaching.headline import Headline
from coaching.story_now import Objective

SHORT = 150  # characters


@dataclass(frozen=True)
class StoryStep:
    """One thing to say. `large` where the words stand alone, as the headline and the question do."""

    words: str = ""
    head: str = ""
    points: Sequence[str] = ()
    know: str = ""
    now: list[Headline] = field(default_factory=list)
    large: bool = False
    number: int = 0
    of: int = 0

    @property
    def short(self) -> bool:
        """Few enough words to be set larger."""
        return bool(self.words) and len(self.words) <= SHORT

    @property
    def before(self) -> int:
        return self.number - 1

    @property
    def after(self) -> int | None:
        return self.number + 1 if self.number < self.of else None


def steps(story: Story, objectives: list[Objective]) -> list[StoryStep]:
    """In the order in which it is told; what is not written is left out."""
    told = list(_told(story, objectives))
    return [replace(step, number=number, of=len(told)) for number, step in enumerate(told, 1)]


def _told(story: Story, objectives: list[Objective]) -> Iterator[StoryStep]:
    yield StoryStep(story.headline, large=True)
    if story.why_now:
        yield StoryStep(story.why_now, _("Why now"))
    for one in objectives:
        yield StoryStep(one.text, one.whom, know=one.how_we_will_know, now=one.now)
    if story.what_changes:
        yield StoryStep(head=_("What changes"), points=story.what_changes)
    if story.what_stays:
        yield StoryStep(head=_("What stays"), points=story.what_stays)
    if story.you_can_ask_of_us:
        yield StoryStep(story.you_can_ask_of_us, _("What you can ask of us"))
    if story.closing_question:
        yield StoryStep(story.closing_question, large=True)
