"""The address of a person's own settings; included by `accounts.urls`."""

from django.urls import path

from accounts.views import me, reminders

urlpatterns = [
    path("me/", me.me, name="me"),
    path("me/reminders/", reminders.reminders, name="me-reminders"),
    path("me/calendar/", reminders.calendar, name="me-calendar"),
    path("me/push/", reminders.notifications, name="me-push"),
]
