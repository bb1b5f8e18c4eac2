"""What a password may not be, beside the length and the common ones that Django knows: no rule about kinds of characters."""

from __future__ import annotations

import re
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LEFT = 8  # letters and digits that a password needs beside words everybody here thinks of first
DIFFERENT = 5  # characters


class NotTheFirstGuess:
    """Refuses what somebody who knows the place would try: its name and a year, one character again and again, a run of keys.

    `PASSWORD_WORDS` names the place: its own name, its brands, its town.
    """

    def validate(self, password: str, user: Any = None) -> None:
        plain = password.casefold()
        left = plain
        for word in settings.PASSWORD_WORDS:
            left = left.replace(word.casefold(), "")
        if left != plain and len(re.sub(r"[\W_]", "", left)) < LEFT:
            raise ValidationError(_("That is close to a name everybody here would try first."), code="password_first_guess")
        if len(set(plain)) < DIFFERENT:
            raise ValidationError(_("That is the same few characters again and again."), code="password_repeats")
        if is_run(plain):
            raise ValidationError(_("That is a run of keys. Take a few words instead."), code="password_run")

    def get_help_text(self) -> str:
        return _("Not the name of this place, and not a run of keys.")


RUNS = ("abcdefghijklmnopqrstuvwxyz" * 2, "0123456789" * 3, "qwertyuiopasdfghjklzxcvbnm" * 2, "1234567890qwertyuiop" * 2)


def is_run(plain: str) -> bool:
    """Nothing but neighbours, forwards or backwards: abcdefghijkl, 0987654321098, qwertyuiopas."""
    return any(plain in run or plain[::-1] in run for run in RUNS)
