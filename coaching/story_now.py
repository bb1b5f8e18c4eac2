"""How we will know: each objective of the Compelling Story, with where the measures that are linked to it stand."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from cards.models import Story
from coaching.headline import Headline, headline
from coaching.models import Reading
from coaching.results import by_measure


@dataclass(frozen=True)
class Objective:
    """`now`: its measures over all sites together, in the designers' order. Empty without a baseline to set them beside."""

    whom: str
    text: str
    how_we_will_know: str
    now: list[Headline]


def objectives(story: Story, live: bool = True) -> list[Objective]:
    """In the story's own order: customers, the business, people. One query; none where figures would not be live."""
    found = standing() if live else {}
    return [
        Objective(one.get("for", ""), one.get("text", ""), one.get("how_we_will_know", ""), found.get(number, []))
        for number, one in enumerate(story.objectives, 1)
    ]


def standing() -> dict[int, list[Headline]]:
    """By objective. Everybody who reads the story sees these: never of one site, and never of fewer than may be shown."""
    found: dict[int, list[Headline]] = defaultdict(list)
    for result in by_measure(Reading.objects.for_story()):
        line = headline(result)
        if line and line.sites > 1 and result.measure.objective:
            found[result.measure.objective].append(line)
    return found
