"""The coaching blueprint (mindsets, skills, practices, kinds of moment), the deck and its wordings, the story."""

from .blueprint import Kind, Mindset, Skill
from .card import Card, CardQuerySet
from .change import Change
from .edition import Clash, Edition
from .heard_as import HeardAs
from .no_card import NoCard
from .opened import CardOpened, Opened, Tally
from .placeholder import Placeholder, PlaceholderQuerySet
from .practice import Practice
from .publication import Publication
from .story import Story, StoryQuerySet
from .told import StoryTold, StoryToldQuerySet
from .trial import Trial, TrialQuerySet

__all__ = [
    "Card",
    "CardOpened",
    "CardQuerySet",
    "Change",
    "Clash",
    "Edition",
    "HeardAs",
    "Kind",
    "Mindset",
    "NoCard",
    "Opened",
    "Placeholder",
    "PlaceholderQuerySet",
    "Practice",
    "Publication",
    "Skill",
    "Story",
    "StoryQuerySet",
    "StoryTold",
    "StoryToldQuerySet",
    "Tally",
    "Trial",
    "TrialQuerySet",
]
