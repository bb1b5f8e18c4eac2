"""What changed lately, in the panel."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.panel import Section, panel
from cards.views.panel import lately

panel.section(
    Section(_("What changed lately"), _("Who wrote, moved, published or retired what, and when"), "admin:lately", "clock", 55),
    path("lately/", lately.changes, name="lately"),
    path("lately.csv", lately.as_csv, name="lately-csv"),
)
