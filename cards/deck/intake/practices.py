"""A practice's file into its row. Practices have no drafts: what is written is seen at once."""

from __future__ import annotations

from cards.deck.files import Problem
from cards.deck.files.folder import File
from cards.deck.stored import differences, practice_fields
from cards.deck.text import PracticeText
from cards.models import Practice

from .outcome import Outcome, State, Terms, sound

AT_ONCE = "Practices have no drafts: leaders see this at once."


def take_practice(file: File[PracticeText], terms: Terms, problems: list[Problem]) -> Outcome:
    text = file.text
    outcome = Outcome(file.name, f"practice {text.number} {text.slug}")
    row = Practice.objects.select_for_update().filter(slug=text.slug).first()
    if row and row.number != text.number:
        problems.append(Problem(file.name, "n", f"{text.slug} is number {row.number}, and a practice keeps its number."))
        return outcome
    wanted = practice_fields(text)
    outcome.changes = differences(row, wanted)
    if row and not outcome.changes:
        return outcome
    outcome.state = State.CHANGED if row else State.NEW
    outcome.notes.append(AT_ONCE)
    row = row or Practice(slug=text.slug, number=text.number)
    for field, value in wanted.items():
        setattr(row, field, value)
    if sound(file.name, row.full_clean, problems):
        row.by = terms.by
        row.save()
    return outcome
