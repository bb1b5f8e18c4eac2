"""What is in dispute about an entry, and how it was settled."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from coaching.forms.personal import Said

SAYS = {"because": _("What is in dispute?"), "outcome": _("How was it settled?")}


class DisputeForm(Said):
    """`says` is one of `SAYS`."""

    words = forms.CharField(max_length=200, required=False)

    def __init__(self, says: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].label = SAYS[says]

    def clean_words(self) -> str:
        return self.enough("words")
