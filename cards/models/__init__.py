"""The coaching blueprint (mindsets, skills, practices, kinds of moment), the deck and its wordings, the story."""

from .blueprint import Kind, Mindset, Skill
from .card import Card, CardQuerySet
from .change import Change
from .edition import Clash, Edition
from .heard_as import HeardAs
from .no_card import NoCard
from .placeholder import Placeholder, PlaceholderQuerySet
from .practice import Practice
from .publication import Publication
from .story import Story, StoryQuerySet

__all__ = [
    "Card",
    "CardQuerySet",
    "Change",
    "Clash",
    "Edition",
    "HeardAs",
    "Kind",
    "Mindset",
    "NoCard",
    "Placeholder",
    "PlaceholderQuerySet",
    "Practice",
    "Publication",
    "Skill",
    "Story",
    "StoryQuerySet",
]
