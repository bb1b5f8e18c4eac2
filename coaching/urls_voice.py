"""Addresses of what customers said; included by `coaching.urls`."""

from django.urls import path

from coaching.views import voice, voice_files

urlpatterns = [
    path("voice/", voice.voice, name="voice"),
    path("voice/bring/", voice_files.bring, name="voice-bring"),
    path("voice/template.csv", voice_files.template, name="voice-template"),
    path("voice/files/<int:pk>/undo/", voice_files.undo, name="voice-file-undo"),
    path("voice/waiting/<int:pk>/done/", voice.done, name="voice-done"),
    path("voice/<int:pk>/keep/", voice.keep, name="voice-keep"),
    path("voice/<int:pk>/call/", voice.call, name="voice-call"),
    path("voice/<int:pk>/withdraw/", voice.withdraw, name="voice-withdraw"),
]
