"""Which card next: one suggestion for an advisor's page, and why. Pure, no Django; the record carries its own moment.

The moment comes first: this speaks only where none has. The first rule that fits wins, and what the others would have
suggested is there for whoever chooses another. Nothing is drawn by lot and nothing is kept: ignoring it leaves no trace.
Source of every rule and sentence: content/ratings.md, section 3. `_` turns English into the reader's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from coaching.progress import DOING_IT, Look, Say, doing_it_or_further, when
from coaching.record import GOOD_CATCH, SHORTFALL, Barrier, Card, Chat, CheckBack, Record

PERMISSION = 28
RULE_OR_UNSURE = "rule"  # the barrier
FIRST = (7, 5)  # good catches to start from, with no history
PASSING_IT_ON = DOING_IT + 1


class Rule(StrEnum):
    """In the order in which the first that fits wins."""

    CHECK_BACK_DUE = "check-back-due"
    ASKED_FOR = "asked-for"
    IN_THE_WAY = "in-the-way"
    RULE_OR_UNSURE = "rule-or-unsure"
    STILL_ON_ONE_THING = "still-on-one-thing"
    NO_CHANCE_YET = "no-chance-yet"
    NOT_THERE_YET = "not-there-yet"
    IT_HELPED = "it-helped"
    LAST_TWO_FROM_A_SHORTFALL = "last-two-from-a-shortfall"
    DOING_IT = "doing-it"
    PASSING_IT_ON = "passing-it-on"
    NO_HISTORY = "no-history"
    LONGEST_WITHOUT_A_LOOK = "longest-without-a-look"


@dataclass(frozen=True)
class Suggestion:
    """`card` is a slug, None where no new card is suggested; `reason` is the sentence shown.

    `skill`: what it is about. `come_back`: when to come back to the same card, as in `coaching.models.ComeBack`.
    `of`: the check-back or barrier that speaks, as the record has it.
    """

    rule: Rule
    reason: str
    card: str | None = None
    skill: str | None = None
    come_back: str = ""
    of: Any = None


Fits = Callable[[Record, Say], Iterator[Suggestion]]


def next_card(record: Record, _: Say = str) -> Suggestion | None:
    """The first rule that fits; None only where no card may be suggested at all."""
    return next(iter(next_cards(record, _)), None)


def next_cards(record: Record, _: Say = str) -> list[Suggestion]:
    """What to suggest, and after it what to offer to those who choose another: by rule, no card twice."""
    chosen: dict[Any, Suggestion] = {}
    for fits in RULES:
        for found in fits(record, _):
            chosen.setdefault(found.card or (found.rule, found.of, found.skill), found)
    return list(chosen.values())


def _cards(rule: Rule, reason: str, cards: Iterable[Card], come_back: str = "") -> Iterator[Suggestion]:
    for card in cards:
        yield Suggestion(rule, reason, card.slug, card.skill, come_back)


# --- the rules, in their order ----------------------------------------------------------------------------------------


def a_check_back_is_due(record: Record, _: Say) -> Iterator[Suggestion]:
    """That check-back, no new card. A late one says for which day it was promised."""
    for row in record.open_check_backs:
        if record.is_due(row):
            yield Suggestion(Rule.CHECK_BACK_DUE, _you_said(row, record, _), skill=_skill(row.card, record), of=row.of)


def _you_said(row: CheckBack, record: Record, _: Say) -> str:
    if row.due_at >= record.at or row.due_on == record.on:  # last night's shift is today's while it runs
        return _("You said you'd come back to this today.")
    return _("You said you'd come back to this %(when)s.") % {"when": when(row.due_on, record.on, _)}


def the_advisor_has_asked(record: Record, _: Say) -> Iterator[Suggestion]:
    """That card, or a card of that skill. Where the card itself may not be suggested, its skill stands for it."""
    for ask in record.asked_for:
        card = record.by_slug.get(ask.card or "")
        skill = card.skill if card else ask.skill
        exactly = [card] if card and record.may_be_suggested(card) else []
        cards = exactly + (record.suggestible(skill) if skill else [])
        yield from _cards(Rule.ASKED_FOR, _("They asked to work on this."), cards)


def something_is_in_the_way(record: Record, _: Say) -> Iterator[Suggestion]:
    """No card: the leader's list."""
    for barrier in record.in_the_way[:1]:
        yield Suggestion(Rule.IN_THE_WAY, _("This one is yours: something got in their way."), of=barrier.of)


def a_rule_or_not_sure_they_were_allowed(record: Record, _: Say) -> Iterator[Suggestion]:
    """The card on permission, unless it was that one already this month.

    While the barrier is on the leader's list this comes second, for a leader who has looked there and goes on.
    """
    permission = [card for card in record.cards if card.number == PERMISSION and record.may_be_suggested(card)]
    if any(_asks_for_permission(barrier, card, record) for barrier in record.barriers for card in permission):
        yield from _cards(Rule.RULE_OR_UNSURE, _("They weren't sure they were allowed."), permission)


def _asks_for_permission(barrier: Barrier, card: Card, record: Record) -> bool:
    """A rule that is in the way, or was cleared lately with no chat held since; and not answered with that card already."""
    last = record.last_used.get(card.slug)
    this_month = last is not None and (last.year, last.month) == (record.on.year, record.on.month)
    answered = this_month or record.chat_since(barrier.raised_at, [card.slug])
    return barrier.kind == RULE_OR_UNSURE and record.still_speaks(barrier) and not answered


def still_on_one_thing(record: Record, _: Say) -> Iterator[Suggestion]:
    """Nothing: one thing at a time."""
    for row in [row for row in record.open_check_backs if not record.is_due(row)][:1]:
        reason = _("One thing at a time. They're still on this one.")
        yield Suggestion(Rule.STILL_ON_ONE_THING, reason, skill=_skill(row.card, record), of=row.of)


def no_chance_yet(record: Record, _: Say) -> Iterator[Suggestion]:
    """The same card, new date."""
    for card in _same_card(record, "no-chance"):
        yield from _cards(Rule.NO_CHANCE_YET, _("They haven't had the chance yet."), [card], come_back="next-shift")


def tried_it_not_there_yet(record: Record, _: Say) -> Iterator[Suggestion]:
    """Same skill, another mindset."""
    answer = record.latest_answer
    tried = record.by_slug.get(answer.card) if answer and answer.outcome == "not-there-yet" else None
    if tried and tried.skill:
        others = [card for card in record.suggestible(tried.skill) if card.mindset != tried.mindset]
        yield from _cards(Rule.NOT_THERE_YET, _("Same skill, another way in."), others)


def it_helped(record: Record, _: Say) -> Iterator[Suggestion]:
    """Not yet doing it: the same card, in a few days."""
    for card in _same_card(record, "helped"):
        look = record.cells.get((card.mindset, card.skill))
        if look is None or not doing_it_or_further(look):
            yield from _cards(Rule.IT_HELPED, _("It helped. Once more will help it stick."), [card], come_back="this-week")


def _same_card(record: Record, outcome: str) -> list[Card]:
    """The card of the latest answer, if that is what was heard. The two rules that ask for it may repeat a card within days."""
    answer = record.latest_answer
    card = record.by_slug.get(answer.card) if answer and answer.outcome == outcome else None
    return [card] if card and record.may_be_planned(card) else []


def the_last_two_began_from_a_shortfall(record: Record, _: Say) -> Iterator[Suggestion]:
    """A good-catch card, their strongest skill first."""
    last_two = record.chats_in_order[-2:]
    if len(last_two) == 2 and all(_from_a_shortfall(chat, record) for chat in last_two):
        good = [card for card in record.suggestible() if card.kind == GOOD_CATCH]
        good.sort(key=lambda card: -record.strength(card.skill or ""))  # what was first stays first among equals
        yield from _cards(Rule.LAST_TWO_FROM_A_SHORTFALL, _("The last two were things to work on. Catch something good."), good)


def _from_a_shortfall(chat: Chat, record: Record) -> bool:
    card = record.by_slug.get(chat.card)
    return card is not None and card.kind in SHORTFALL


def doing_it_on_the_last_two_looks(record: Record, _: Say) -> Iterator[Suggestion]:
    """The next blank cell of the skill they are on. Whoever passes it on is beyond this rule."""
    looks = _looks_now(record)
    if len(looks) >= 2 and looks[-1].step == DOING_IT and doing_it_or_further(looks[-2]):
        reason = _("They've got this one. Here's the next step.")
        yield from _cards(Rule.DOING_IT, reason, _next_blank_cells(looks[-1], record))


def _next_blank_cells(after: Look, record: Record) -> list[Card]:
    """In the order of the deck, from the place last looked at onwards and round again."""
    here = next((card.number for card in record.cards if (card.mindset, card.skill) == (after.mindset, after.skill)), 0)
    blank = [card for card in record.suggestible(after.skill) if record.is_blank(card)]
    return sorted(blank, key=lambda card: (card.number < here, card.number))


def passing_it_on(record: Record, _: Say) -> Iterator[Suggestion]:
    """No card: ask them to show a colleague."""
    looks = _looks_now(record)
    if looks and looks[-1].step == PASSING_IT_ON:
        yield Suggestion(Rule.PASSING_IT_ON, _("They could show someone else."), skill=looks[-1].skill)


def _looks_now(record: Record) -> list[Look]:
    """Those that count of the skill looked at last: "this one" is what they are on."""
    skill = record.skill_looked_at_last
    return record.looks_that_count(skill) if skill else []


def no_history(record: Record, _: Say) -> Iterator[Suggestion]:
    """No chat with them yet: start from a good catch."""
    if not record.chats:
        first = sorted((card for card in record.suggestible() if card.number in FIRST), key=lambda card: FIRST.index(card.number))
        yield from _cards(Rule.NO_HISTORY, _("Start with something they do well."), first)


def none_of_these(record: Record, _: Say) -> Iterator[Suggestion]:
    """The skill longest without a look, one never looked at before all others."""
    reasons = _("You haven't looked at this one together for a while."), _("You haven't looked at this one together yet.")
    last = {card.skill: record.last_look_on(card.skill or "") for card in record.cards}
    for card in sorted(record.suggestible(), key=lambda card: last[card.skill] or date.min):
        yield from _cards(Rule.LONGEST_WITHOUT_A_LOOK, reasons[last[card.skill] is None], [card])


def _skill(card: str, record: Record) -> str | None:
    return record.by_slug[card].skill if card in record.by_slug else None


RULES: tuple[Fits, ...] = (
    a_check_back_is_due,
    the_advisor_has_asked,
    something_is_in_the_way,
    a_rule_or_not_sure_they_were_allowed,
    still_on_one_thing,
    no_chance_yet,
    tried_it_not_there_yet,
    it_helped,
    the_last_two_began_from_a_shortfall,
    doing_it_on_the_last_two_looks,
    passing_it_on,
    no_history,
    none_of_these,
)
