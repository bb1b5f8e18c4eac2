"""That somebody looked at a person's record is written down when they look, whether they would like it or not."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError

from accounts.models import Advisor, User
from coaching.models import Opening

log = logging.getLogger(__name__)


def looked(advisor: Advisor, by: User, what: str = Opening.What.PAGE, at: datetime | None = None) -> None:
    """Once a day for each reader. Where the disk is full or the database busy the page still shows, and the log of errors says so."""
    try:
        Opening.note(advisor, by, what, at)
    except DatabaseError as failed:
        log.error("That somebody looked was not written down", exc_info=failed)
