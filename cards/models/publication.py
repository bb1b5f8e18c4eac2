"""What was done with a card's wording: written, published, undone, retired; by whom and when. Never changed, never deleted."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class PublicationQuerySet(models.QuerySet["Publication"]):
    def that_brought(self, edition: models.Model) -> Publication | None:
        """How that wording came into use the last time; None if it never did."""
        return self.filter(edition=edition, act=Publication.Act.PUBLISHED).select_related("before").first()


class Publication(models.Model):
    """`before` is the wording in use until then; `due_at` when a planned one is to come. Nobody (`by`) is the programme itself."""

    class Act(models.TextChoices):
        WRITTEN = "written", _("Wrote a draft")
        PLANNED = "planned", _("Planned to publish")
        CALLED_OFF = "called-off", _("Called off the plan")
        PUBLISHED = "published", _("Published")
        UNDONE = "undone", _("Undid the publishing")
        THROWN_AWAY = "thrown-away", _("Threw a draft away")
        TRIAL_BEGUN = "trial-begun", _("Began a trial of two wordings")
        TRIAL_ENDED = "trial-ended", _("Closed the trial of two wordings")
        RETIRED = "retired", _("Retired the card")
        BROUGHT_BACK = "brought-back", _("Brought the card back")

    card = models.ForeignKey("cards.Card", models.PROTECT, related_name="publications")
    edition = models.ForeignKey("cards.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    before = models.ForeignKey("cards.Edition", models.PROTECT, null=True, blank=True, related_name="+")
    act = models.CharField(max_length=12, choices=Act)
    due_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["card", "-at"], name="publication_history_of_card")]  # the history page
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    act__in=[
                        *("written", "planned", "called-off", "published", "undone", "thrown-away"),
                        *("trial-begun", "trial-ended", "retired", "brought-back"),
                    ],
                ),
                name="publication_act_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.card_id}: {self.get_act_display()}"
