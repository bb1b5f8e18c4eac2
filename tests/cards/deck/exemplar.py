"""The rubric's exemplars, copied: six cards and two practices that pass, and ways to change them."""

from __future__ import annotations

import copy
from dataclasses import replace
from pathlib import Path

import yaml

from cards.deck.files.card_file import read_card
from cards.deck.text import CardText

FOLDER = Path(__file__).parent / "exemplars"
CARDS = {data["number"]: data for data in (yaml.safe_load(path.read_text()) for path in sorted(FOLDER.glob("card-*.yaml")))}


def changed(number: int, /, **changes: object) -> dict:
    """An exemplar as data; a dot leads into a group, None takes a field out."""
    data = copy.deepcopy(CARDS[number])
    for path, value in changes.items():
        *groups, field = path.split(".")
        place = data
        for group in groups:
            place = place[group]
        place.pop(field, None) if value is None else place.update({field: value})
    return data


def card(number: int, /, **changes: object) -> CardText:
    return replace(read_card("card.yaml", CARDS[number], []), **changes)
