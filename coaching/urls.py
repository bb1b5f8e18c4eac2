"""Addresses of the doing: Today, logging, what phones hold or could not send, check-backs, the team."""

from django.urls import path

from coaching.urls_beginning import urlpatterns as beginning
from coaching.urls_culture import urlpatterns as culture
from coaching.urls_people import urlpatterns as people
from coaching.urls_personal import urlpatterns as personal
from coaching.urls_stories import urlpatterns as stories
from coaching.urls_voice import urlpatterns as voice
from coaching.views import bring, exports, insight, phone, programme, results, saved_filters, sessions, to_mend, today, trial

urlpatterns = [
    path("", today.today, name="today"),
    path("sessions/new/", sessions.new, name="session-new"),
    path("sessions/<uuid:pk>/", sessions.session, name="session"),
    path("sessions/<uuid:pk>/show/", sessions.show, name="session-show"),
    path("sessions/<uuid:pk>/own-words/", sessions.own_words, name="session-own-words"),
    path("sessions/<uuid:pk>/amend/", sessions.amend, name="session-amend"),
    path("sessions/<uuid:pk>/withdraw/", sessions.withdraw, name="session-withdraw"),
    path("sessions/<uuid:pk>/undo/", sessions.undo, name="session-undo"),
    path("to-mend/", to_mend.to_mend, name="to-mend"),
    path("to-mend/<int:pk>/again/", to_mend.again, name="to-mend-again"),
    path("to-mend/<int:pk>/put-aside/", to_mend.put_aside, name="to-mend-put-aside"),
    path("offline/today/", phone.today, name="phone-today"),
    path("offline/check-back/", phone.check_back, name="phone-check-back"),
    path("offline/log/", phone.log, name="phone-log"),
    path("offline/story/", phone.story, name="phone-story"),
    path("waiting/", phone.waiting, name="waiting"),
    path("waiting/bring/", bring.bring, name="bring"),
    path("exports/", exports.exports, name="exports"),
    path("exports/<uuid:pk>/", exports.export, name="export"),
    path("exports/<uuid:pk>/stop/", exports.stop, name="export-stop"),
    path("exports/<uuid:pk>/again/", exports.again, name="export-again"),
    path("exports/saved/", saved_filters.save, name="filter-save"),
    path("exports/saved/<int:pk>/", saved_filters.open_one, name="filter-open"),
    path("exports/saved/<int:pk>/rename/", saved_filters.rename, name="filter-rename"),
    path("exports/saved/<int:pk>/delete/", saved_filters.delete, name="filter-delete"),
    path("programme/", programme.programme, name="programme"),
    path("programme/results/", results.bring, name="results-bring"),
    path("programme/results/headline/", programme.headline, name="results-headline"),
    path("programme/results/beside/", programme.beside, name="results-beside"),
    path("programme/results/with/", programme.alongside, name="results-with"),
    path("programme/results/template.csv", results.template, name="results-template"),
    path("insight/", insight.insight, name="insight"),
    path("insight/<slug:slug>/", insight.card, name="insight-card"),
    path("insight/<slug:slug>/trial/", trial.start, name="insight-card-trial"),
    path("insight/<slug:slug>/trial/end/", trial.end, name="insight-card-trial-end"),
    *beginning,
    *culture,
    *people,
    *personal,
    *stories,
    *voice,
]
