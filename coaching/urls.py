"""Addresses of the doing: Today, logging, check-backs, the team."""

from django.urls import path

from coaching.urls_people import urlpatterns as people
from coaching.views import sessions, today

urlpatterns = [
    path("", today.today, name="today"),
    path("sessions/new/", sessions.new, name="session-new"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/amend/", sessions.amend, name="session-amend"),
    path("sessions/<uuid:pk>/withdraw/", sessions.withdraw, name="session-withdraw"),
    path("sessions/<uuid:pk>/undo/", sessions.undo, name="session-undo"),
    *people,
]
