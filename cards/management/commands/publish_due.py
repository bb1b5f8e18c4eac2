"""`manage.py publish_due`: publishes the drafts that designers planned for now. A timer calls it every few minutes."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cards.panel.due import publish_due


class Command(BaseCommand):
    help = "Publish each draft whose planned time has come. It may be called as often as you like."

    def handle(self, *args: Any, **options: Any) -> None:
        for turn in publish_due(timezone.now()):
            name = f"card {turn.edition.card.number}, edition {turn.edition.number}"
            if turn.stops:
                self.stderr.write(f"Not published: {name}. The rubric stops it now: open it in the panel.")
            else:
                self.stdout.write(f"Published: {name}.")
