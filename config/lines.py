"""A list of sentences in a form: one line each in one box, so that it can be typed, pasted and put in order without a script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

ROWS = 3


class LinesBox(forms.Textarea):
    """Shows a list as lines. What was typed comes back as it was typed."""

    def format_value(self, value: Any) -> str | None:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else super().format_value(value)


class Lines(forms.Field):
    """Gives a list of text. `longest` is in characters of one line, `most` in lines; empty lines do not count."""

    widget = LinesBox

    def __init__(self, *, longest: int | None = None, most: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest, self.most = longest, most
        self.widget.attrs.setdefault("rows", max(ROWS, most or 0))
        if longest:
            self.widget.attrs["data-longest"] = longest

    def to_python(self, value: Any) -> list[str]:
        lines = value if isinstance(value, list | tuple) else str(value or "").splitlines()
        return [text for line in lines if (text := " ".join(str(line).replace("\x00", "").split()))]

    def validate(self, value: list[str]) -> None:
        super().validate(value)
        if self.most and len(value) > self.most:
            raise ValidationError(
                ngettext("One line at most; there are %(n)s.", "%(most)s lines at most; there are %(n)s.", self.most),
                params={"most": self.most, "n": len(value)},
            )
        for number, line in enumerate(value, 1):
            if self.longest and len(line) > self.longest:
                raise ValidationError(
                    _("Line %(number)s has %(n)s characters, %(longest)s at most."),
                    params={"number": number, "n": len(line), "longest": self.longest},
                )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(initial) != self.to_python(data)
