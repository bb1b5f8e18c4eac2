"""One YAML file a card, a practice, the story: what people edit and send round. Pure but for the folder itself."""

from .folder import DeckFiles, Refused, read_folder, write_folder
from .strict import Problem

__all__ = ["DeckFiles", "Problem", "Refused", "read_folder", "write_folder"]
