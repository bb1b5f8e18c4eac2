"""That somebody looked at a person's record is written down when they look, whether they would like it or not."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from django.db import DatabaseError

from accounts.models import Advisor, User
from coaching.models import Opening

log = logging.getLogger(__name__)


def looked(advisor: Advisor, by: User, what: str = Opening.What.PAGE, at: datetime | None = None) -> None:
    """Once a day for each reader. Where the disk is full or the database busy the page still shows, and the log of errors says so."""
    looked_at_all([advisor], by, what, at)


def looked_at_all(advisors: Iterable[Advisor], by: User, what: str = Opening.What.PAGE, at: datetime | None = None) -> None:
    """At several at once, as in a list of the API: as many queries as for one. Their teams come with them."""
    try:
        Opening.note_all(advisors, by, what, at)
    except DatabaseError as failed:
        log.error("That somebody looked was not written down", exc_info=failed)
