"""The story's file: other words are a new story beside the old one, and nothing with words still to fill in is published."""

from __future__ import annotations

from cards.deck.files import Problem
from cards.deck.files.folder import File
from cards.deck.rubric import placeholders
from cards.deck.stored import differences, story_fields
from cards.deck.text import StoryText
from cards.models import Story
from cards.programme import digest

from .outcome import Outcome, State, Terms, sound


def take_story(file: File[StoryText], terms: Terms, problems: list[Problem]) -> Outcome:
    outcome = Outcome(file.name, "story")
    newest, current = Story.objects.select_for_update().order_by("number").last(), Story.objects.current()
    wanted = story_fields(file.text)
    outcome.changes = differences(current or newest, wanted)
    if current and not outcome.changes:
        return outcome
    draft = newest if newest and newest.published_at is None else None
    if draft and not differences(draft, wanted):
        if terms.publish:
            _publish(draft, file.text, terms, outcome)
        return outcome
    if draft and digest(draft) != draft.loaded and not terms.over_drafts:
        outcome.state = State.LEFT
        outcome.notes.append("Somebody has a draft of it. Add --over-drafts to put this one after theirs.")
        return outcome
    outcome.state = State.CHANGED if newest else State.NEW
    story = Story(number=newest.number + 1 if newest else 1, **wanted)
    if sound(file.name, story.full_clean, problems):
        story.by = terms.by
        story.save()
        if terms.publish:
            _publish(story, file.text, terms, outcome)
    return outcome


def _publish(story: Story, text: StoryText, terms: Terms, outcome: Outcome) -> None:
    if missing := [words for _, words in placeholders(text)]:
        outcome.notes.append(f"It stays a draft. Still to fill in: {', '.join(dict.fromkeys(missing))}")
        return
    story.publish(by=terms.by)
    outcome.state = State.CHANGED if outcome.state is State.SAME else outcome.state
    outcome.notes.append("It becomes the story leaders see.")
