"""The addresses of a person's own settings, and of handing a team over; included by `accounts.urls`."""

from django.urls import path

from accounts.views import browsers, cover, me, reminders

urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/phones/<int:pk>/forget/", me.forget_phone, name="phone-forget"),
    path("me/browsers/<int:pk>/end/", browsers.end, name="browser-end"),
    path("me/browsers/end/", browsers.end_others, name="browsers-end"),
    path("me/reminders/", reminders.reminders, name="me-reminders"),
    path("me/calendar/", reminders.calendar, name="me-calendar"),
    path("me/push/", reminders.notifications, name="me-push"),
    path("me/cover/<int:pk>/", cover.cover, name="cover"),
    path("me/cover/<int:pk>/end/", cover.end, name="cover-end"),
]
