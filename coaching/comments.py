"""A file of customers' comments, brought in whole or not at all; and what a leader finds of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from cards.models import Card
from coaching.customer_words import Known
from coaching.forms.comment import CommentForm
from coaching.line_file import WrongFile, rows
from coaching.models import Comment, CommentFile

COLUMNS = ("site", "week", "words", "tone")
NEEDED = 3


@dataclass(frozen=True)
class Line:
    """`number` is the line of the file; `new` is None where nothing would change. `hidden` says that something in it was masked."""

    number: int
    form: CommentForm
    new: bool | None = None

    @property
    def errors(self) -> list[str]:
        return [f"{name}: {error}" for name, errors in self.form.errors.items() for error in errors]

    @property
    def words(self) -> str:
        """As it would be kept; never as it came, unless that is the same."""
        return str(self.form.cleaned_data.get("words", ""))

    @property
    def hidden(self) -> bool:
        return self.words != " ".join(self.form.data["words"].split())


def lines(text: str) -> list[Line]:
    """Every line with what is wrong with it, or what it would do. Raises WrongFile."""
    known = Known.now()
    found = [_line(number, CommentForm(row, known)) for number, row in rows(text, COLUMNS, NEEDED)]
    if not found:
        raise WrongFile(_("There are no comments in it."))
    return found


def _line(number: int, form: CommentForm) -> Line:
    return Line(number, form, Comment.known(form.cleaned_data)[1]) if form.is_valid() else Line(number, form)


def sound(found: list[Line]) -> bool:
    return not any(line.errors for line in found)


@transaction.atomic
def bring(by: User, found: list[Line], at: datetime | None = None) -> int:
    """All of them, none where one is wrong. How many were new or got another tone; where none did, no file is on record."""
    if not sound(found):
        raise ValueError("Not all of these comments can be taken in.")
    file = CommentFile.objects.create(brought_by=by)
    changed = [Comment.put(by, line.form.cleaned_data, file, at) for line in found]
    file.lines = sum(new is True for new in changed)
    file.save(update_fields=["lines"]) if file.lines else file.delete()
    return sum(new is not None for new in changed)


def template() -> str:
    """What to fill in: the columns, and a line that shows how."""
    return ",".join(COLUMNS) + '\r\nHarbourside,2026-01-05,"They rang back when they said they would.",good\r\n'


def good_catch() -> Card | None:
    """The card that praise is logged with: the first of those for something that went well."""
    return Card.objects.in_play().filter(kind__slug="good-catch").first()


def as_note(comment: Comment) -> str:
    """A customer's words, offered as the evidence of a chat: the leader may change or drop them."""
    return _("A customer said: “%(words)s”") % {"words": comment.words}
