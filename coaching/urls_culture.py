"""Addresses of the Compelling Story; included by `coaching.urls`. Telling that it was told is `cards.urls`'."""

from django.urls import path

from coaching.views import story

urlpatterns = [
    path("story/", story.story, name="story"),
    path("story/tell/", story.tell, name="story-tell"),
    path("story/booklet/", story.booklet, name="story-booklet"),
]
