"""Addresses of the Compelling Story, and of what leaders practise and go first with; included by `coaching.urls`."""

from django.urls import path

from coaching.views import commitments, own, practising, story

urlpatterns = [
    path("story/", story.story, name="story"),
    path("story/tell/", story.tell, name="story-tell"),
    path("story/booklet/", story.booklet, name="story-booklet"),
    path("practising/", practising.practising, name="practising"),
    path("practising/answer/", practising.answer, name="practising-answer"),
    path("practising/things/", practising.things, name="practising-things"),
    path("practising/stop/", practising.stop, name="practising-stop"),
    path("commitments/", commitments.commitments, name="commitments"),
    path("commitments/<int:pk>/keep/", commitments.keep, name="commitments-keep"),
    path("commitments/<int:pk>/reopen/", commitments.reopen, name="commitments-reopen"),
    path("commitments/<int:pk>/take-back/", commitments.take_back, name="commitments-take-back"),
    path("me/own.json", own.file, name="own"),
]
