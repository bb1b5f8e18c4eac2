"""Addresses of the library."""

from django.urls import path

from cards.views import library, story, toolkit

urlpatterns = [
    path("cards/", library.cards, name="cards"),
    path("cards/draw/", library.draw, name="draw"),
    path("cards/<slug:slug>/", library.card, name="card"),
    path("toolkit/", toolkit.toolkit, name="toolkit"),
    path("toolkit/<slug:slug>/", toolkit.practice, name="practice"),
    path("story/", story.story, name="story"),
]
