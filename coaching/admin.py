"""What the designers' panel holds of the doing: the permission stories that leaders send in."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.panel import Section, panel
from coaching.views import story_panel as stories

panel.section(
    Section(_("Permission stories"), _("Read, make nobody out, publish, choose the story of the week"), "admin:stories", "celebrate", 26),
    path("stories/", stories.stories, name="stories"),
    path("stories/<uuid:story>/", stories.one, name="stories_one"),
    path("stories/<uuid:story>/send-back/", stories.send_back, name="stories_send_back"),
    path("stories/<uuid:story>/publish/", stories.publish, name="stories_publish"),
    path("stories/<uuid:story>/unpublish/", stories.unpublish, name="stories_unpublish"),
    path("stories/<uuid:story>/week/", stories.week, name="stories_week"),
    path("stories/<uuid:story>/card/", stories.card, name="stories_card"),
)
