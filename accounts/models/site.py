"""A place or department: teams belong to one, totals are shown by one."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _


def known_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone, such as Europe/London."), params={"name": name})


class Site(models.Model):
    """`time_zone` is what a new team here begins with; each team has its own clock."""

    name = models.CharField(_("name"), max_length=80, unique=True, error_messages={"unique": _("There is a site of that name already.")})
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Europe/London", validators=[known_time_zone], help_text=_("New teams here begin with it.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("site")
        verbose_name_plural = _("sites")

    def __str__(self) -> str:
        return self.name
