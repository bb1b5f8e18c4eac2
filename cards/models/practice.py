"""One of the nine things leaders do."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .blueprint import BySlug
from .in_order import InOrder
from .retirable import Retirable, held_by_cards


class Practice(InOrder, Retirable):
    """`three_small_things` is a list of `{"when": …, "do": …}`; the other lists hold sentences."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=40)
    one_line = models.CharField(_("in one line"), max_length=200)
    what_it_is = models.TextField(_("what it is"), blank=True, default="")
    on_the_floor = models.JSONField(_("what it looks like on the floor"), default=list, blank=True)
    gets_in_the_way = models.JSONField(_("what gets in the way"), default=list, blank=True)
    three_small_things = models.JSONField(_("three small things for this week"), default=list, blank=True)
    reflective_question = models.CharField(_("a question to ask yourself"), max_length=160, blank=True, default="")
    say_it = models.CharField(_("the line to say"), max_length=160, blank=True, default="")
    safe_lines = models.JSONField(_("safe lines"), default=list, blank=True)

    objects = BySlug()

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str]:
        return (self.slug,)

    @property
    def held(self) -> str:
        return held_by_cards(self)
