"""The places a deck has to fill: what the rubric counts against. A test holds them to the programme's own content."""

from dataclasses import dataclass

MINDSETS = ("curious", "accountable", "brave")
SKILLS = (
    "make-it-personal",
    "listen-fully",
    "ask-to-understand",
    "make-it-clear",
    "own-the-fix",
    "look-ahead",
    "offer-what-helps",
    "hold-steady",
    "follow-up",
)
PRACTICES = (
    "tell-the-story",
    "stay-close",
    "ask-first",
    "notice",
    "give-permission",
    "make-it-safe",
    "clear-the-path",
    "go-first",
    "come-back",
)
KINDS = ("good-catch", "missed-chance", "losing-touch", "stuck", "after-hard", "before-shift")
CHANNELS = ("any", "phone", "chat", "email")
WHEN = ("later-today", "next-shift", "this-week")
MINUTES = (1, 2, 3)
ALL = "all"  # the card on permission belongs to every mindset and skill
GOOD_CATCH = "good-catch"


@dataclass(frozen=True)
class Places:
    """What there is in use, by slug: the programme's own, or what an organisation made of it."""

    mindsets: tuple[str, ...]
    skills: tuple[str, ...]
    practices: tuple[str, ...]
    kinds: tuple[str, ...]


PROGRAMME = Places(MINDSETS, SKILLS, PRACTICES, KINDS)
