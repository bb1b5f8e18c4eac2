"""One card against the rubric."""

from __future__ import annotations

from collections.abc import Iterator

from cards.deck.text import SEEN, CardText

from . import blueprint, reading
from .blueprint import PROGRAMME, Places
from .finding import Finding, Said
from .limits import LINES, within_limits
from .lines import no_banned_words
from .questions import asks_one_open_question
from .words import ASSUMES, CUE, HARM, SPOKEN_TO, VAGUE

MAY_BE_EMPTY = {"elsewhere", "safety_note"}
NEEDED = (*(field for field in SEEN if field not in MAY_BE_EMPTY), "mindset", "skill", "practice", "search_words")
CHOICES = {
    "channel": blueprint.CHANNELS,
    "minutes": blueprint.MINUTES,
    "check_back_when": blueprint.WHEN,
}
ASKED = {"open_with", "follow_ons", "check_back_ask"}
CHECK_BACK = "How is it going"


def check_card(text: CardText, places: Places = PROGRAMME) -> list[Finding]:
    """Every finding about one card by itself, in the rubric's order."""
    checks = (_whole, _lines, _step, _permission, _check_back, _easy, _channels, _for_everyone)
    found = [*(said for check in checks for said in check(text)), *_known_kind(text, places)]
    return [Finding(text.where, *said) for said in sorted(found, key=lambda said: int(said.check[1:]))]


def grade_of(text: CardText) -> float | None:
    """The grade of the whole card; None while fields are missing, as the formula is no good on little text."""
    return reading.grade(_body(text)) if all(getattr(text, field) for field in NEEDED if field in SEEN) else None


def _body(text: CardText) -> str:
    return ". ".join(line.rstrip(".?!") for _, line in text.body()) + "."


def _whole(text: CardText) -> Iterator[Said]:
    for field in NEEDED:
        if not getattr(text, field):
            yield Said("C0", field, "is empty. Every card needs it.")
    for field, known in CHOICES.items():
        if getattr(text, field) not in known:
            yield Said("C0", field, f"{getattr(text, field)!r} is not one of {', '.join(map(str, known))}.")
    for field in ("follow_ons", "listen_for"):
        if (count := len(getattr(text, field))) and count not in LINES:
            yield Said("C0", field, f"{count} lines. Give two or three.")


def _known_kind(text: CardText, places: Places) -> Iterator[Said]:
    if text.kind not in places.kinds:
        yield Said("C0", "kind", f"{text.kind!r} is not one of {', '.join(places.kinds)}.")


def _lines(text: CardText) -> Iterator[Said]:
    for field, line in text.lines():
        yield from within_limits(field, line)
        yield from no_banned_words(field, line)
        if field in ASKED:
            yield from asks_one_open_question(field, line)


def _step(text: CardText) -> Iterator[Said]:
    if text.try_this and not CUE.search(text.try_this):
        yield Said("C5", "try_this", f"says not when. Add next, before, today, now or first to {text.try_this!r}.")
    if vague := VAGUE.search(text.try_this):
        yield Said("C5", "try_this", f"{vague[0]!r} is nothing you could see or hear. Name one act.")


def _permission(text: CardText) -> Iterator[Said]:
    if text.say_permission and not SPOKEN_TO.search(text.say_permission):
        yield Said("C6", "say_permission", f"is not spoken to 'you'. Say {text.say_permission!r} to the person.")
    if "?" in text.say_permission:
        yield Said("C6", "say_permission", "is a question. A permission says yes.")


def _check_back(text: CardText) -> Iterator[Said]:
    if text.check_back_ask and not text.check_back_ask.startswith(CHECK_BACK):
        yield Said("C8", "check_back_ask", f"{text.check_back_ask!r} does not begin {CHECK_BACK!r}. Begin so.")


def _easy(text: CardText) -> Iterator[Said]:
    grade = grade_of(text)
    if grade is None:
        return
    body = _body(text)
    if grade > reading.HARDEST:
        yield Said("C10", "card", f"reads at grade {grade:.1f}, {reading.HARDEST} at most. Use shorter words and sentences.")
    longest = reading.longest_sentence(body)
    if len(reading.words(longest)) > reading.LONGEST:
        yield Said("C10", "card", f"a sentence of {len(reading.words(longest))} words, {reading.LONGEST} at most. Split {longest!r}.")
    long = reading.long_words(body)
    if len(long) > reading.LONG_ALLOWED or any(reading.syllables(word) >= reading.TOO_LONG for word in long):
        yield Said("C10", "card", f"long words: {', '.join(long)}. At most three of four syllables, none of five: find shorter ones.")


def _channels(text: CardText) -> Iterator[Said]:
    if text.channel != "any" and not text.elsewhere:
        yield Said("C12", "elsewhere", f"is empty on a card for {text.channel}. Say what to do on the others.")


def _for_everyone(text: CardText) -> Iterator[Said]:
    for field, line in text.lines():
        for found in ASSUMES.finditer(line):
            yield Said("C14", field, f"{found[0]!r} may take something for granted. Check that {line!r} is for everyone.")
        if not text.safety_note and field != "safety_note" and (harm := HARM.search(line)):
            yield Said("C14", field, f"{harm[0]!r}, and no safety_note. Say where to turn.")
