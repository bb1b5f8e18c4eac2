"""Moments with no card: a page of its own, which the panel leads to."""

from django.utils.translation import gettext_lazy as _

from accounts.panel import Section, panel

panel.section(Section(_("Moments with no card"), _("What leaders looked for and did not find"), "no-card", "search", 51))
