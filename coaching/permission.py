"""What of a permission story somebody may read: never a name without its owner's yes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from accounts.models import Advisor
from coaching.models import PermissionStory, Reader

# Names that are words as well: hidden only where they have a capital.
ORDINARY = frozenset({
    "an", "art", "bill", "chase", "dawn", "dean", "drew", "faith", "frank", "gene", "grace", "grant", "guy", "hope", "jack", "joy",
    "mark", "max", "may", "miles", "pat", "ray", "rich", "rose", "sue", "tom", "will",
})  # fmt: skip


@dataclass(frozen=True)
class Telling:
    """One story as one person may read it. `whose` is empty where nobody is named."""

    story: PermissionStory
    usually: str
    did: str
    permission: str
    said: str
    whose: str

    @property
    def site(self) -> str:
        return self.story.team.site.name

    @property
    def long(self) -> bool:
        """Too long for the largest letters on a wall."""
        return len(self.usually + self.did + self.permission) > 480 or len(self.said) > 70

    @property
    def told_by(self) -> str:
        return self.story.teller.first_name


def telling(story: PermissionStory, reader: Reader) -> Telling:
    """Its teller and whom it is about read it as it is; everybody else without the name until that is agreed to."""
    return Telling(story, **words_for(story, story.words, reader), whose=whose(story, reader))


def whose(story: PermissionStory, reader: Reader) -> str:
    return story.advisor.known_as if story.advisor and knows(story, reader) else ""


def words_for(story: PermissionStory, words: dict[str, str], reader: Reader) -> dict[str, str]:
    """These words of it, now or before, as that person may read them."""
    if story.advisor is None or knows(story, reader):
        return words
    return {name: without_name(text, story.advisor) for name, text in words.items()}


def knows(story: PermissionStory, reader: Reader) -> bool:
    """Whether that person may read who it is about."""
    own = story.advisor_id == reader.pk if isinstance(reader, Advisor) else story.teller_id == reader.pk
    return own or story.consent == story.Consent.NAMED


def without_name(text: str, advisor: Advisor) -> str:
    return _pattern(advisor).sub(lambda found: found[0] if _a_word(found[0]) else mask(), text)


def says_name(text: str, advisor: Advisor) -> bool:
    """Whether somebody could read in it who it is about."""
    return without_name(text, advisor) != text


def mask() -> str:
    """What stands in the place of a name, for a designer to write something else there."""
    return _("[their name]")


def _pattern(advisor: Advisor) -> re.Pattern[str]:
    names = {advisor.name, advisor.known_as, *advisor.name.split(), *advisor.known_as.split()}
    longest_first = sorted((re.escape(name) for name in names if len(name) > 1), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(longest_first) or '(?!)'})(?!\w)", re.IGNORECASE)


def _a_word(found: str) -> bool:
    return found in ORDINARY
