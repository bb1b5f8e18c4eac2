"""`manage.py deck check|export|import`: the coaching cards against the rubric, out to files and in again."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from accounts.models import Role, User
from cards.deck import report
from cards.deck.files import DeckFiles, Refused, read_folder, write_folder
from cards.deck.files.folder import written
from cards.deck.intake import Intake, Terms, take_in
from cards.deck.overlay import laid_over, other_links
from cards.deck.rubric import Finding, check_card, check_deck, check_permission_story, check_practice, check_story
from cards.deck.rubric.deck import DECK
from cards.deck.stored import Deck, places, published
from cards.deck.text import CardText, PermissionText, PracticeText, StoryText


class Command(BaseCommand):
    help = "Checks the coaching cards, writes them to files, and takes files in."

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="check|export|import")
        check = verbs.add_parser("check", help="what a machine can hold of the rubric; status 1 if a card has to change")
        check.add_argument("folder", nargs="?", type=Path, help="files to check beside the rest of the published deck; without, the deck")
        export = verbs.add_parser("export", help="the published deck as one YAML file a card")
        export.add_argument("folder", type=Path)
        export.add_argument("--force", action="store_true", help="write into a folder that holds other files")
        intake = verbs.add_parser("import", help="show what the files would change, and change it with --yes")
        intake.add_argument("folder", type=Path)
        intake.add_argument("--yes", action="store_true", help="make the changes")
        intake.add_argument("--by", metavar="EMAIL", help="the designer who makes them")
        intake.add_argument("--publish", action="store_true", help="publish the new wordings; without, they are drafts")
        intake.add_argument("--over-drafts", action="store_true", help="go on where somebody has a newer draft, which is kept")

    def handle(self, *args: Any, verb: str, folder: Path | None, **options: Any) -> None:
        if verb == "check":
            self.look_over(folder)
        elif verb == "export" and folder:
            self.export(folder, force=options["force"])
        elif folder:
            self.take_in(folder, options)

    # --- check ----------------------------------------------------------------------------------------------------

    def look_over(self, folder: Path | None) -> None:
        deck = published()
        files = read_folder(folder) if folder else DeckFiles()
        cards, practices, stories, permissions = _texts(files) if folder else (*_rows(deck), ())
        together, there = laid_over(deck.cards, cards), places()
        found = [
            *(finding for card in cards for finding in check_card(card, there)),
            *(
                finding
                for finding in check_deck(together, there)
                if finding.where == DECK or any(finding.about(card.slug) for card in cards)
            ),
            *(finding for practice in practices for finding in check_practice(practice)),
            *(finding for story in stories for finding in check_story(story)),
            *(finding for story in permissions for finding in check_permission_story(story)),
        ]
        if files.problems:
            self.say([report.problems_of(files.problems)])
        self.say(report.findings_of(found))
        self.say(f"{practice.where}: {note}" for practice in practices if (note := other_links(practice, together)))
        self.say(report.to_fill_in([*cards, *practices, *stories, *permissions]))
        self.say(report.grades(cards))
        self.judge(found, len(files.problems), len(cards))

    def judge(self, found: list[Finding], problems: int, cards: int) -> None:
        hard = sum(finding.hard for finding in found)
        if hard or problems:
            raise CommandError(f"{hard} to put right, and {problems} in the reading of files. The rubric says how.")
        self.say(["", f"{_count(cards, 'card')}: nothing to put right. Now somebody reads them aloud."])

    # --- export ---------------------------------------------------------------------------------------------------

    def export(self, folder: Path, *, force: bool) -> None:
        deck = published()
        files = written(deck.cards, deck.practices, deck.story)
        try:
            left = write_folder(folder, files, force=force)
        except (Refused, OSError) as problem:
            raise CommandError(f"Nothing was written. {problem}") from problem
        self.say([f"{_count(len(files), 'file')} in {folder}."])
        self.say(f"Left as it was: {name}" for name in left)

    # --- import ---------------------------------------------------------------------------------------------------

    def take_in(self, folder: Path, options: dict[str, Any]) -> None:
        by = self.designer(options["by"], needed=options["yes"])
        terms = Terms(by=by, publish=options["publish"], over_drafts=options["over_drafts"])
        files = read_folder(folder)
        try:
            intake = take_in(files, terms, write=options["yes"])
        except DatabaseError as problem:
            raise CommandError(f"Nothing was changed: the database said no. Run it again. ({problem})") from problem
        if intake.problems:
            raise CommandError(f"Nothing was changed. To put right first:\n{report.problems_of(intake.problems)}")
        self.say(report.preview(intake))
        self.say(f"{file.name}: permission stories are checked here, and told in the app." for file in files.permission_stories)
        self.conclude(intake, terms, yes=options["yes"])

    def conclude(self, intake: Intake, terms: Terms, *, yes: bool) -> None:
        if terms.publish and intake.hard:
            raise CommandError(f"Nothing was changed: {len(intake.hard)} to put right before it can be published.")
        if not yes:
            self.say(["Nothing was changed. To make these changes, run it again with --yes --by EMAIL."])
        else:
            self.say([f"Done, by {terms.by}. {'New wordings are published.' if terms.publish else 'New wordings are drafts.'}"])

    def designer(self, email: str | None, *, needed: bool) -> User | None:
        if not email and not needed:
            return None
        user = User.objects.filter(email__iexact=email).first() if email else None
        if user is None:
            raise CommandError(f"There is nobody with the address {email}." if email else "Say who makes the changes: --by EMAIL.")
        if not user.has_role(Role.Name.DESIGNER):
            raise CommandError(f"{user.email} is not a programme designer. Only a designer changes cards.")
        return user

    def say(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.stdout.write(line)


Texts = tuple[tuple[CardText, ...], tuple[PracticeText, ...], tuple[StoryText, ...], tuple[PermissionText, ...]]


def _texts(files: DeckFiles) -> Texts:
    """What can be checked of a folder: files that were read in full."""
    broken = {problem.file for problem in files.problems}
    shelves: tuple[Any, ...] = (files.cards, files.practices, files.stories, files.permission_stories)
    cards, practices, stories, permissions = (tuple(file.text for file in shelf if file.name not in broken) for shelf in shelves)
    return cards, practices, stories, permissions


def _rows(deck: Deck) -> tuple[tuple[CardText, ...], tuple[PracticeText, ...], tuple[StoryText, ...]]:
    return deck.cards, deck.practices, (deck.story,) if deck.story else ()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
