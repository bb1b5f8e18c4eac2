"""Passwords that leaked elsewhere, looked up in a file on this machine: nothing of anybody's password goes anywhere."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

DIGITS = 40  # of a SHA-1: what the lists are made with


class NotLeaked:
    """Refuses what stands in `LEAKED_PASSWORDS`, Have I Been Pwned's list ordered by hash; where there is none, nothing."""

    def validate(self, password: str, user: Any = None) -> None:
        if settings.LEAKED_PASSWORDS and stands_in(Path(settings.LEAKED_PASSWORDS), password):
            raise ValidationError(_("That password leaked somewhere, and is on the lists that are tried first."), code="password_leaked")

    def get_help_text(self) -> str:
        return _("Not one that leaked somewhere.") if settings.LEAKED_PASSWORDS else ""


def stands_in(file: Path, password: str) -> bool:
    """By halves: some forty looks into a file of forty gigabytes."""
    wanted = hashlib.sha1(password.encode(errors="replace"), usedforsecurity=False).hexdigest().upper().encode()
    low, high = 0, file.stat().st_size
    with file.open("rb") as lines:
        while low < high:  # what is looked for begins in between, if it is there at all
            middle = (low + high) // 2
            lines.seek(max(middle - 1, low))
            if middle > low:
                lines.readline()  # to where the next one begins
            begins = lines.tell()
            found = lines.readline()[:DIGITS] if begins < high else b""
            if found == wanted:
                return True
            if found and found < wanted:
                low = lines.tell()
            else:
                high = middle
    return False
