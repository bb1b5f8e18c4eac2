"""The columns of the export, one list for header, preview, file, dictionary and API. Source of names and order: product.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from coaching.models import Barrier, CheckBack, Step

from .dialect import quoted

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class Kind(StrEnum):
    """What a program may take the values for."""

    TEXT = "text"  # free words: quoted, and kept from being a formula
    WORD = "word"  # one of a few words of ours, or nothing
    ID = "id"
    WEEK = "week"
    YES_NO = "yes-no"
    NUMBER = "number"
    LOCAL = "local"  # a moment on the team's wall, with its offset
    UTC = "utc"


class Of(StrEnum):
    """Whose value it is. All but the session's are few and said again and again, so each is written down once for all rows."""

    SESSION = "session"
    TEAM = "team"
    LEADER = "leader"
    ADVISOR = "advisor"
    EDITION = "edition"


@dataclass(frozen=True)
class Column:
    """`value`: of the session, in SQL (s session, t team, c check-back, b barrier), NULL where there is none; of others, the way there from
    its model. `means`: for the data dictionary. `words`: what stands for a value.
    """

    name: str
    of: Of
    kind: Kind
    value: str
    means: StrOrPromise
    words: Mapping[Any, StrOrPromise] = field(default_factory=dict)
    notes: bool = False


T, W, Y, N, L, U = Kind.TEXT, Kind.WORD, Kind.YES_NO, Kind.NUMBER, Kind.LOCAL, Kind.UTC
S = Of.SESSION
OWN_WORDS = "The advisor's own words: "
# A note never goes anywhere without what the advisor says of it, so both are one cell.
BELOW = "CASE WHEN s.note = '' THEN '' ELSE '\n' END"
NOTE = f"s.note || CASE WHEN s.own_words = '' THEN '' ELSE {BELOW} || {quoted(OWN_WORDS)} || s.own_words END"
COLUMNS = (
    Column("session_id", S, Kind.ID, "s.id", _("Names the session, the same in every export")),
    Column("held_at_local", S, L, "s.held_at", _("When it was held, on the clock of the team's wall, with the offset from UTC")),
    Column("held_at_utc", S, U, "s.held_at", _("When it was held, UTC")),
    Column("received_at_utc", S, U, "s.received_at", _("When it arrived here, UTC; later than held where there was no signal")),
    Column("iso_week", S, Kind.WEEK, "s.held_on", _("The ISO 8601 week it was held in, by the team's wall")),
    Column("site", Of.TEAM, T, "site__name", _("The site of the team it was held in")),
    Column("team_at_the_time", Of.TEAM, T, "name", _("The team it was held in, also where the advisor has moved since")),
    Column("leader_employee_number", Of.LEADER, T, "employee_number", _("Of who logged it")),
    Column("leader_name", Of.LEADER, T, "name", _("Who logged it")),
    Column("advisor_employee_number", Of.ADVISOR, T, "employee_number", _("Of who was coached")),
    Column("advisor_name", Of.ADVISOR, T, "name", _("Who was coached")),
    Column("advisor_active", Of.ADVISOR, Y, "here_now", _("Whether they work here now")),
    Column("card_number", Of.EDITION, N, "card__number", _("The card's number in the deck")),
    Column("card_title", Of.EDITION, T, "title", _("The card's title, in the wording that was used")),
    Column("card_edition", Of.EDITION, N, "number", _("Which wording of the card was used")),
    Column("mindset", Of.EDITION, T, "card__mindset__name", _("The card's mindset; empty for the card on permission")),
    Column("skill", Of.EDITION, T, "card__skill__name", _("The card's skill; empty for the card on permission")),
    Column("practice", Of.EDITION, T, "card__practice__name", _("Which of the nine things leaders do it carries")),
    Column("kind_of_moment", Of.EDITION, T, "card__kind__name", _("What sort of moment it was")),
    Column("step", S, W, "s.step", _("Where they are with it, as agreed; empty where nobody saw it"), dict(Step.choices)),
    Column("advisor_step", S, W, "s.advisor_step", _("As the advisor sees it, only where the two differ"), dict(Step.choices)),
    Column("next_step_agreed", S, Y, "s.next_step <> ''", _("Whether a next step was written down")),
    Column("come_back_due", S, L, "c.due_at", _("By when the leader promised to come back")),
    Column("check_back_outcome", S, W, "c.outcome", _("What was heard then; empty while it is open"), dict(CheckBack.Outcome.choices)),
    Column("check_back_answered_at", S, L, "c.answered_at", _("When it was heard, on the clock of the team's wall")),
    Column("barrier", S, W, "b.kind", _("What sort of thing got in the way"), dict(Barrier.Kind.choices)),
    Column("logged_offline", S, Y, "s.made_offline", _("Whether it was saved on a phone without a signal")),
    Column("amended_count", S, N, "s.amended_count", _("How often it was put right")),
    Column("withdrawn", S, Y, "s.withdrawn_at IS NOT NULL", _("Whether it was taken back")),
    Column(
        "note",
        S,
        T,
        NOTE,
        _("The leader's note, and under it what the advisor says of it. Only with the right to export notes"),
        notes=True,
    ),
)
NAMES = tuple(column.name for column in COLUMNS)


def chosen(names: Iterable[str] = (), notes: bool = False) -> list[Column]:
    """Those columns in the order of the file, all where none is named; the note only where it may be taken.

    KeyError names a column that there is not.
    """
    asked = set(names)
    if unknown := asked - set(NAMES):
        raise KeyError(min(unknown))
    return [column for column in COLUMNS if (not asked or column.name in asked) and (notes or not column.notes)]
