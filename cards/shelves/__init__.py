"""What the designers' panel holds of the programme beside the cards' words: one shelf a kind of row."""

from . import blueprint, files, heard_as, lately, no_card, placeholders, practices, story

__all__ = ["blueprint", "files", "heard_as", "lately", "no_card", "placeholders", "practices", "story"]
