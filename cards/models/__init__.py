"""The coaching blueprint (mindsets, skills, practices, kinds of moment), the deck and its wordings, the story."""

from .blueprint import Kind, Mindset, Skill
from .card import Card, CardQuerySet
from .edition import Clash, Edition
from .heard_as import HeardAs
from .no_card import NoCard
from .practice import Practice
from .publication import Publication
from .story import Story, StoryQuerySet

__all__ = [
    "Card",
    "CardQuerySet",
    "Clash",
    "Edition",
    "HeardAs",
    "Kind",
    "Mindset",
    "NoCard",
    "Practice",
    "Publication",
    "Skill",
    "Story",
    "StoryQuerySet",
]
