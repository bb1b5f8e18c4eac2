"""A folder of files into the database: all or nothing, every change shown first, nobody's draft written over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeVar

from django.db import transaction

from cards.deck.files import DeckFiles, Problem
from cards.deck.files.folder import File
from cards.deck.overlay import laid_over, other_links
from cards.deck.rubric import Finding, check_card, check_deck, check_practice, check_story
from cards.deck.rubric.deck import DECK
from cards.deck.stored import places as places_in_use
from cards.deck.stored import published
from cards.deck.text import CardText

from .cards import take_cards
from .outcome import Outcome, State, Terms
from .practices import take_practice
from .story import take_story

Said = TypeVar("Said")

__all__ = ["Intake", "Outcome", "State", "Terms", "take_in"]


@dataclass
class Intake:
    """What the files would do, or did. `findings` are about the deck and no one card."""

    outcomes: list[Outcome] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    written: bool = False

    @property
    def hard(self) -> list[Finding]:
        return [finding for finding in [*self.findings, *(one for outcome in self.outcomes for one in outcome.findings)] if finding.hard]


@transaction.atomic
def take_in(files: DeckFiles, terms: Terms, *, write: bool) -> Intake:
    """Do all that the files ask, then take it back unless it is wanted, free of problems, and fit for what is to be published."""
    intake = Intake(problems=list(files.problems))
    before = published().cards
    practices = [(file, take_practice(file, terms, intake.problems)) for file in _whole(files.practices, files)]
    cards = _whole(files.cards, files)
    card_outcomes = take_cards(cards, terms, intake.problems)
    stories = [(file, take_story(file, terms, intake.problems)) for file in _whole(files.stories, files)]
    intake.outcomes = [*card_outcomes, *(outcome for _, outcome in practices), *(outcome for _, outcome in stories)]
    coming = [file.text for file, outcome in zip(cards, card_outcomes, strict=True) if outcome.in_play]
    after = laid_over(before, coming)
    _judge_cards(intake, coming, before, after)
    for practice, outcome in practices:
        outcome.findings += check_practice(practice.text) if outcome.changed else []
        outcome.notes += [note] if (note := other_links(practice.text, after)) else []
    for story, outcome in stories:
        outcome.findings += check_story(story.text) if outcome.changed else []
    intake.written = write and not intake.problems and not (terms.publish and intake.hard)
    if not intake.written:
        transaction.set_rollback(True)
    return intake


def _whole(shelf: list[File[Said]], files: DeckFiles) -> list[File[Said]]:
    """The files with nothing wrong in the reading; the others have been complained of."""
    broken = {problem.file for problem in files.problems}
    return [file for file in shelf if file.name not in broken]


def _judge_cards(intake: Intake, coming: list[CardText], before: tuple[CardText, ...], after: list[CardText]) -> None:
    """The changed cards against the rubric, and the deck where it was in order before."""
    there = places_in_use()
    together = check_deck(after, there)
    known = {finding.same_matter for finding in check_deck(before, there)}
    intake.findings = [finding for finding in together if finding.where == DECK and finding.same_matter not in known]
    texts = {text.slug: text for text in coming}
    for outcome in intake.outcomes:
        if outcome.changed and (text := texts.get(outcome.slug)):
            outcome.findings += [*check_card(text, there), *(finding for finding in together if finding.about(text.slug))]
