"""The coaching blueprint (mindsets, skills, practices, kinds of moment), the deck and its wordings, the story."""

from .blueprint import Kind, Mindset, Skill
from .card import Card, CardQuerySet
from .edition import Edition
from .heard_as import HeardAs
from .no_card import NoCard
from .opened import CardOpened, Opened, Tally
from .practice import Practice
from .story import Story, StoryQuerySet
from .trial import Trial, TrialQuerySet

__all__ = [
    "Card",
    "CardOpened",
    "CardQuerySet",
    "Edition",
    "HeardAs",
    "Kind",
    "Mindset",
    "NoCard",
    "Opened",
    "Practice",
    "Skill",
    "Story",
    "StoryQuerySet",
    "Tally",
    "Trial",
    "TrialQuerySet",
]
