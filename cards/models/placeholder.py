"""What the texts leave to the organisation: words in curly brackets, and what this organisation says in their place."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from .loaded import Loaded

STRAIGHT = str.maketrans("‘’", "''")


def no_brackets(text: str) -> None:
    """The words stand inside the brackets, the value in their place: neither has any of its own."""
    if "{" in text or "}" in text:
        raise ValidationError(_("Leave out the curly brackets."))


def key_of(words: str) -> str:
    """The same words, whichever way their apostrophes and spaces were typed."""
    return " ".join(words.translate(STRAIGHT).split())


class PlaceholderQuerySet(models.QuerySet["Placeholder"]):
    def get_by_natural_key(self, words: str) -> Placeholder:
        return self.get(words=words)

    def values_by_words(self) -> dict[str, str]:
        """What has been filled in, by the words it stands in place of."""
        return {key_of(words): value for words, value in self.exclude(value="").order_by("words").values_list("words", "value")}


class Placeholder(Loaded):
    """Filled in once, shown wherever the words stand. The fixtures bring the words and never a value."""

    words = models.CharField(_("words in curly brackets"), max_length=100, unique=True, validators=[no_brackets])
    value = models.CharField(
        _("what we say instead"), max_length=120, blank=True, default="", validators=[no_brackets],
        help_text=_("Stands in the middle of a sentence, in place of the words and their brackets."),
    )  # fmt: skip
    means = models.CharField(_("what it is for"), max_length=200, blank=True, default="")
    changed_at = models.DateTimeField(auto_now=True)

    objects = PlaceholderQuerySet.as_manager()

    class Meta:
        ordering = ["words"]
        verbose_name = _("placeholder")
        verbose_name_plural = _("placeholders")

    def __str__(self) -> str:
        return f"{{{self.words}}}"

    def natural_key(self) -> tuple[str]:
        return (self.words,)

    def clean(self) -> None:
        self.words = key_of(self.words)
