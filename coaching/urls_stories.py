"""Addresses of permission stories; included by `coaching.urls`."""

from django.urls import path

from coaching.views import mine_stories, stories, story_telling

urlpatterns = [
    path("stories/", stories.stories, name="stories"),
    path("stories/new/", story_telling.new, name="stories-new"),
    path("stories/wall/", stories.wall, name="stories-wall"),
    path("stories/<uuid:story>/", stories.one, name="stories-one"),
    path("stories/<uuid:story>/cheer/", stories.cheer, name="stories-cheer"),
    path("stories/<uuid:story>/change/", story_telling.change, name="stories-change"),
    path("stories/<uuid:story>/ask/", story_telling.ask, name="stories-ask"),
    path("stories/<uuid:story>/answer/", story_telling.answer, name="stories-answer"),
    path("stories/<uuid:story>/details/", story_telling.details, name="stories-details"),
    path("stories/<uuid:story>/send-in/", story_telling.send_in, name="stories-send-in"),
    path("stories/<uuid:story>/withdraw/", story_telling.withdraw, name="stories-withdraw"),
    path("mine/stories/<uuid:story>/answer/", mine_stories.answer, name="mine-stories-answer"),
    path("mine/stories/<uuid:story>/withdraw/", mine_stories.withdraw, name="mine-stories-withdraw"),
]
