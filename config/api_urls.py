"""The API, version 1."""

from django.urls import path, re_path

from accounts import api as people
from cards import api as cards
from coaching import api as coaching
from coaching import api_schema
from coaching.api_answer import Answer
from coaching.api_comments import Comments
from coaching.api_exports import Csv, Exports, JsonLines, Xlsx
from coaching.api_pack import Pack
from coaching.api_readings import Readings
from coaching.api_stories import OneStory
from config import errors
from config.api_docs import Schema, docs

api_schema.describe()

urlpatterns = [
    path("whoami/", people.Whoami.as_view(), name="api-whoami"),
    path("advisors/", people.Advisors.as_view(), name="api-advisors"),
    path("cards/", cards.Cards.as_view(), name="api-cards"),
    path("practices/", cards.Practices.as_view(), name="api-practices"),
    path("sessions/", coaching.Sessions.as_view(), name="api-sessions"),
    path("sessions/<uuid:pk>/", coaching.OneSession.as_view(), name="api-session"),
    path("check-backs/<uuid:pk>/answer/", Answer.as_view(), name="api-check-back-answer"),
    path("stories/<uuid:story>/", OneStory.as_view(), name="api-stories-one"),
    path("comments/", Comments.as_view(), name="api-comments"),
    path("readings/", Readings.as_view(), name="api-readings"),
    path("exports/", Exports.as_view(), name="api-exports"),
    path("exports/sessions.csv", Csv.as_view(), name="api-exports-csv"),
    path("exports/sessions.xlsx", Xlsx.as_view(), name="api-exports-xlsx"),
    path("exports/sessions.jsonl", JsonLines.as_view(), name="api-exports-jsonl"),
    path("schema/", Schema.as_view(), name="api-schema"),
    path("docs/", docs, name="api-docs"),
    path("pack/", Pack.as_view(), name="api-pack"),
    # Last. A path without its closing slash would otherwise be redirected, which a phone must never follow.
    re_path("", errors.not_found),
]
