"""The words and turns of phrase the rubric looks for. Search words are never asked: they are what people type."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Banned as whole words, any case. "Feedback" and "resilience" are meant: the first is heard as a threat, the second makes
# strain sound like the person's own shortcoming.
_BANNED = {
    "discipline": r"""must mustn't should shouldn't ought fail(?:s|ed|ing|ure)? faults? blam(?:e|ed|ing) poor(?:ly)?
        weak(?:ness(?:es)?)? under-?perform\w* warnings? disciplin\w* breach\w* misconduct conduct capability consequences?
        compl(?:y|iance|iant) errors? formal(?:ly)? sanctions? investigat\w* evidence on_record improvement_plan expected_to
        not_good_enough let_(?:us|me|the_team)_down excuses?""",
    "blame": r"""you_(?:must|should|shouldn't|ought|have_to|need_to|failed|forgot|didn't|don't|never|always|missed|can't_keep)
        why_(?:did|didn't|do|don't|are|were|is|was) your_(?:mistake|fault|problem|attitude)""",
    "jargon": r"""leverag\w* empower\w* synerg\w* journey holistic touch_?points? deep_dive circle_back reach(?:ing)?_out
        touch(?:ing)?_base low-hanging going_forward delight\w* wow\w* passion\w* world[-_]class best[-_]in[-_]class
        customer[-_]centric stakeholders? buy-in growth_mindset learnings take-?aways? impactful optimi[sz]\w* proactiv\w* robust
        game[-_]chang\w* above_and_beyond extra_mile ownership bandwidth align\w* solutions? deliverables? engagement feedback
        role[-_]?play resilien\w* challeng\w* opportunit\w* performan\w* upsell\w* cross-sell\w* super_?star rock_?star 110%
        smash(?:ed|ing)?_it own_it win-win at_the_end_of_the_day""",
    "numbers": r"""aht handle_time kpis? targets? scores? scorecard stats metrics? qa adherence conversion nps csat league
        rank(?:ed|ing)? averages? quota""",
    "label": r"""lazy careless attitude difficult_(?:person|customer|advisor) over-?sensitive emotional defensive unprofessional
        guys girls ladies gents native_speaker blind_spot deaf_ear crazy insane lame stand_up_to""",
    "he or she": "he she his her hers him",
    "US spelling": r"""behavior\w* color\w* favorite center centers apologiz\w* recogniz\w* personaliz\w* organiz\w* realiz\w*
        fulfill gotten cell_?phone toward""",
}
INSTEAD = {
    "discipline": "it sounds like a formal file: say what happened, or what to try",
    "blame": "it points at the person: speak of the contact, or say 'we'",
    "jargon": "say it as you would to a friend",
    "numbers": "leave numbers out of the talk",
    "label": "speak of what was said or done, not of the person",
    "he or she": "write 'they', 'them' or 'their'",
    "US spelling": "use the UK spelling",
}
PRONOUNS = "he or she"


def _any_of(phrases: str) -> re.Pattern[str]:
    """One pattern for phrases with a space between them; an underscore is a space inside a phrase."""
    return re.compile(rf"\b(?:{'|'.join(phrases.split()).replace('_', ' ')})\b", re.IGNORECASE)


BANNED = {name: _any_of(phrases) for name, phrases in _BANNED.items()}

OPEN = re.compile(r"\b(?:what|how|which|where|who|when|what's|whose)\b", re.IGNORECASE)
CLOSED_START = re.compile(
    r"(?:do|does|did|is|are|was|were|am|can|could|would|will|should|shall|have|has|had|may|might"
    r"|isn't|aren't|don't|didn't|won't|can't|haven't|why)\b",
    re.IGNORECASE,
)
WHY = re.compile(r"\bwhy\b", re.IGNORECASE)
# "What happened, and how did it feel?" and "What happened, what did they say?"
_JOINED = re.compile(r"\b(?:and|or|but)\s+(?:what|how|which|where|who|when|why|did|do|could|would|will)\b", re.IGNORECASE)
_LINED_UP = re.compile(
    r"^(?:what|how|which|where|who)\b.*[,;:] *(?:what|how|which|where|who|when)\s+"
    r"(?:did|do|does|is|are|was|were|would|could|will|can|made|might)\b",
    re.IGNORECASE,
)

CUE = re.compile(r"\b(?:next|before|today|now|first)\b", re.IGNORECASE)
VAGUE = re.compile(r"\b(?:try to|think about|be more|remember to|focus on|aware)\b", re.IGNORECASE)
SPOKEN_TO = re.compile(r"\b(?:you|your|yours)\b|^(?:Take|If)")

# Who is assumed to have what (check 14). Only pointed at: "the customer's old bill" is fine.
ASSUMES = _any_of(
    r"""mums? mothers? dads? fathers? grandm\w+ grandad\w* husbands? wife wives boyfriends? girlfriends? sons? daughters? kids
    man men woman women madam sir elderly youngsters? christmas easter ramadan church mosque pray\w* disabled pregnan\w*
    nine_to_five your_desk your_accent"""
)
HARM = _any_of(r"abus(?:e|ed|ive) threat\w* harm\w* suicid\w* bereave\w* shaken in_tears violen\w* racis\w* vulnerable")


def banned(line: str) -> Iterator[tuple[str, str]]:
    """Each banned word of a line: which list it stands on, and the word as it was written."""
    return ((name, found[0]) for name, pattern in BANNED.items() for found in pattern.finditer(line))


def two_in_one(question: str) -> bool:
    """Whether somebody has to answer twice."""
    return bool(_JOINED.search(question) or _LINED_UP.search(question))


def is_open(question: str) -> bool:
    """Starts or turns on a question word, and cannot be answered by yes or no."""
    return bool(OPEN.search(question)) and not CLOSED_START.match(question)
