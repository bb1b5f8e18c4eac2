"""The API, version 1."""

from django.urls import path, re_path

from accounts import api as people
from cards import api as cards
from coaching import api as coaching
from coaching.api_answer import Answer
from coaching.api_pack import Pack
from coaching.api_readings import Readings
from coaching.api_stories import OneStory
from config import errors

urlpatterns = [
    path("whoami/", people.Whoami.as_view(), name="api-whoami"),
    path("advisors/", people.Advisors.as_view(), name="api-advisors"),
    path("cards/", cards.Cards.as_view(), name="api-cards"),
    path("practices/", cards.Practices.as_view(), name="api-practices"),
    path("sessions/", coaching.Sessions.as_view(), name="api-sessions"),
    path("sessions/<uuid:pk>/", coaching.OneSession.as_view(), name="api-session"),
    path("check-backs/<uuid:pk>/answer/", Answer.as_view(), name="api-check-back-answer"),
    path("stories/<uuid:story>/", OneStory.as_view(), name="api-stories-one"),
    path("readings/", Readings.as_view(), name="api-readings"),
    path("pack/", Pack.as_view(), name="api-pack"),
    # Last. A path without its closing slash would otherwise be redirected, which a phone must never follow.
    re_path("", errors.not_found),
]
