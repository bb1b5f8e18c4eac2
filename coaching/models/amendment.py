"""A session's words as they stood before somebody put them right."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .step import step_field, step_is_known


class Amendment(models.Model):
    FIELDS = ("step", "advisor_step", "next_step", "note")

    session = models.ForeignKey("coaching.Session", models.PROTECT, related_name="amendments")
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(_("why"), max_length=140, blank=True, default="")
    step = step_field(_("where they were with it"))
    advisor_step = step_field(_("as the advisor saw it"))
    next_step = models.CharField(max_length=90, blank=True, default="")
    note = models.CharField(max_length=280, blank=True, default="")

    class Meta:
        ordering = ["at"]
        indexes = [models.Index(fields=["at"], name="amendment_by_moment")]  # who did what
        constraints = [step_is_known("step", "amendment_step_known"), step_is_known("advisor_step", "amendment_advisor_step_known")]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.at:%Y-%m-%d %H:%M}"
