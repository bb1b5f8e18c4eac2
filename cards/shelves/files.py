"""The deck and the whole programme as files, in the panel."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.panel import Section, panel
from cards.views.panel import files

panel.section(
    Section(_("Files"), _("The deck and the whole programme, out and in"), "admin:files", "file", 60),
    path("files/", files.files, name="files"),
    path("files/deck.zip", files.deck, name="files-deck"),
    path("files/programme.zip", files.programme, name="files-programme"),
)
