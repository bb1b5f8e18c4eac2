"""What a designer reads of a permission story: what stops it, what became of the words, who did what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import User
from cards.deck.rubric import check_permission_story
from cards.deck.text import PermissionText
from cards.panel.difference import Difference, word_by_word
from coaching.models import PermissionStory, StoryAct
from coaching.models.permission_story import LABELS, WORDS
from coaching.permission import mask, says_name, words_for


@dataclass(frozen=True)
class Line:
    """One act with the words it changed, as that designer may read them."""

    act: StoryAct
    differences: list[Difference]


def stops(story: PermissionStory, reader: User) -> list[str]:
    """Why it is not to be published yet; empty where nothing is in the way."""
    found = [] if story.agreed else [_("The person it is about has not said yes yet.")]
    told = " ".join(story.words.values())
    if story.advisor and story.consent != story.Consent.NAMED and says_name(told, story.advisor):
        found.append(_("Their name is still in it, and their yes was not to that. Save the words once without it."))
    elif mask() in told:
        found.append(_("“%(mask)s” is still in it: write something in its place.") % {"mask": mask()})
    text = PermissionText(
        str(story.pk), tuple((_label(name), words) for name, words in words_for(story, story.words, reader).items()), agreed=True
    )
    return [*found, *(f"{one.field}: {one.message}" for one in check_permission_story(text) if one.hard)]


def differences(story: PermissionStory, reader: User) -> list[Difference]:
    """What was sent in, beside what it says now; only where they differ."""
    return between(words_for(story, story.as_told, reader), words_for(story, story.words, reader)) if story.as_told else []


def between(was: dict[str, str], now: dict[str, str]) -> list[Difference]:
    return [
        Difference(_label(name), *word_by_word(was.get(name, ""), now[name]))
        for name in WORDS
        if name in now and was.get(name, "") != now[name]
    ]


def history(story: PermissionStory, acts: Iterable[StoryAct], reader: User) -> list[Line]:
    """Each act; names in words that were changed are hidden as in the words themselves."""
    return [Line(act, _changed(story, act, reader)) for act in acts]


def _changed(story: PermissionStory, act: StoryAct, reader: User) -> list[Difference]:
    words = {name: pair for name, pair in act.fields.items() if name in WORDS}
    was = words_for(story, {name: pair[0] for name, pair in words.items()}, reader)
    return between(was, words_for(story, {name: pair[1] for name, pair in words.items()}, reader))


def _label(name: str) -> str:
    return str(LABELS[name])
