"""Addresses of the library."""

from django.urls import path

from cards.views import finder, kept, library, no_card, opened, printed, told, toolkit

urlpatterns = [
    path("cards/", library.cards, name="cards"),
    path("cards/draw/", library.draw, name="draw"),
    path("cards/print/", printed.deck_on_paper, name="cards-print"),
    path("cards/finder/<slug:digest>.json", finder.finder, name="finder"),
    path("cards/no-card/", no_card.no_card, name="no-card"),
    path("cards/looked-for/", no_card.looked_for, name="looked-for"),
    path("cards/opened/", opened.opened, name="opened"),
    path("cards/kept.json", kept.kept, name="kept"),
    path("cards/<slug:slug>/", library.card, name="card"),
    path("toolkit/", toolkit.toolkit, name="toolkit"),
    path("toolkit/<slug:slug>/", toolkit.practice, name="practice"),
    path("story/told/", told.told, name="story-told"),
]
