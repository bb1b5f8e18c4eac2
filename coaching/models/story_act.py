"""What was done with a permission story, by whom and when. The words in it go when the story is taken back; the line stays."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class StoryAct(models.Model):
    """`fields` is word by word [was, is]; `words` what was said with it. Nobody (`by`) is the advisor, on their own page."""

    class Act(models.TextChoices):
        TOLD = "told", _("Told it")
        ASKED = "asked", _("Asked the person it is about")
        ANSWERED = "answered", _("An answer was given")
        DETAILS = "details", _("Said that the customer can't be made out")
        SENT_IN = "sent-in", _("Sent it in")
        EDITED = "edited", _("Changed the words")
        SENT_BACK = "sent-back", _("Sent it back")
        PUBLISHED = "published", _("Published")
        UNPUBLISHED = "unpublished", _("Took it off the list")
        CHOSEN = "chosen", _("Made it a story of the week")
        CALLED_OFF = "called-off", _("No longer a story of the week")
        CARDED = "carded", _("Made a draft card of it")
        WITHDRAWN = "withdrawn", _("Taken back for good")
        OUT_OF_CARD = "out-of-card", _("Took its words out of a card")
        NOT_IN_CARD = "not-in-card", _("Said that nothing of it is left in a card")

    story = models.ForeignKey("coaching.PermissionStory", models.CASCADE, related_name="acts")
    act = models.CharField(max_length=11, choices=Act)
    words = models.CharField(max_length=280, blank=True, default="")
    fields = models.JSONField(default=dict, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["story", "-at"], name="story_act_history")]  # the panel's page of one story
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    act__in=[
                        "told", "asked", "answered", "details", "sent-in", "edited", "sent-back", "published", "unpublished", "chosen",
                        "called-off", "carded", "withdrawn", "out-of-card", "not-in-card",
                    ]
                ),
                name="story_act_known",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(self.get_act_display())
