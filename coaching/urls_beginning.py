"""Addresses for somebody new: the first look around, and practice with a made-up team; included by `coaching.urls`."""

from django.urls import path

from coaching.views import rehearse, tour

urlpatterns = [
    path("tour/", tour.tour, name="tour"),
    path("tour/done/", tour.done, name="tour-done"),
    path("tour/<slug:screen>/", tour.tour, name="tour-screen"),
    path("rehearse/", rehearse.rehearse, name="rehearse"),
    path("rehearse/cards/<slug:slug>/", rehearse.card, name="rehearse-card"),
    path("rehearse/cards/<slug:slug>/log/", rehearse.log, name="rehearse-log"),
]
