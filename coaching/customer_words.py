"""What must not stand in a customer's comment, hidden before anybody keeps it: who wrote it, who it names, how to reach them.

Rather a word too many than a name too few: the person who brings a file in sees every line as it would be kept. Where a name cannot be
told from any other word (an unknown first name in the middle of a line), that person is asked to look, as with a permission story.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Advisor, User
from coaching.permission import ORDINARY

EMAIL = re.compile(r"[^\s@<>()\"“”,;]+@[^\s@<>()\"“”,;]+\.\w+")
LINK = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
HANDLE = re.compile(r"(?<!\w)@\w{2,}")
POSTCODE = re.compile(r"(?<!\w)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}(?!\w)")
# Five figures and more however they are parted, and fewer where a word before them says what they are.
NUMBER = re.compile(r"(?<!\w)[+(]?\d(?:[ ().\-/]{0,2}\d){4,}(?!\d)")
CALLED = re.compile(
    r"(?<!\w)((?i:order|ref|reference|case|ticket|invoice|account|customer|policy|booking)\b(?i:[\s.:#]|number|nr|no|id|is|was)*)\d{3,}(?!\w)"
)
CODE = re.compile(r"(?<!\w)(?=(?:[\w\-/]*\d){3})(?=[\w\-/]*[A-Za-z#])[\w][\w\-/]{4,}|#\d{3,}")
TITLED = re.compile(r"(?<!\w)(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir)\.? +[^\W\d_][\w'’\-]*")
NAMED = re.compile(
    r"(?<!\w)((?i:my name is|name is|name was|spoke to|spoke with|talked to|regards,?|signed) +)[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)?"
)
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
OWN = re.compile(r"\[[^\]]*\]"), re.compile(r"[\W\d_]+")
SHORTEST = 3  # letters of their own that a comment has to be left with


@dataclass(frozen=True)
class Known:
    """Names of whoever works here, in small letters: `first` are hidden however they are written, `last` only with a capital."""

    first: frozenset[str]
    last: frozenset[str]

    @classmethod
    def now(cls) -> Known:
        """Of every advisor, those who have left too, and everybody who signs in. Two queries."""
        people = [
            *Advisor.objects.somebody().values_list("name", "known_as"),
            *((name, "") for name in User.objects.values_list("name", flat=True)),
        ]
        words = [[word for word in WORD.findall(name) if len(word) > 1] for name, _known in people]
        called = {word for _name, known in people for word in WORD.findall(known) if len(word) > 1}
        first = called | {name[0] for name in words if name}
        return cls(frozenset(map(str.lower, first)), frozenset(word.lower() for name in words for word in name[1:]))

    def says(self, word: str) -> bool:
        """Whether that word of a comment is somebody's name."""
        small, capital = re.sub(r"['’]s$", "", word.lower()), word[0].isupper()
        return (small in self.first and (capital or small not in ORDINARY)) or (capital and small in self.last)


def masked(words: str, known: Known) -> str:
    """The comment as it may be kept, on one line."""
    text = " ".join(words.split())
    for pattern, mask in ((EMAIL, _("[e-mail]")), (LINK, _("[link]")), (POSTCODE, _("[place]"))):
        text = pattern.sub(mask, text)
    number, name = _("[number]"), _("[name]")
    text = CALLED.sub(lambda found: found[1] + number, text)
    text = NUMBER.sub(number, CODE.sub(number, text))
    text = HANDLE.sub(name, TITLED.sub(name, text))
    text = NAMED.sub(lambda found: found[1] + name, text)
    text = WORD.sub(lambda found: name if known.says(found[0]) else found[0], text)
    return re.sub(rf"{re.escape(name)}(?:[ -]{re.escape(name)})+", name, text)


def says_enough(text: str) -> bool:
    """Whether anything but what stands in the place of names and numbers is left of it."""
    masks, rest = OWN
    return len(rest.sub("", masks.sub("", text))) >= SHORTEST
