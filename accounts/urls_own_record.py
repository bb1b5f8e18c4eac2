"""Addresses of the way in to one's own record; included by `accounts.urls`."""

from django.urls import path

from accounts.views import own_record

urlpatterns = [
    path("mine/link/", own_record.link, name="mine-link"),
    path("mine/link/sent/", own_record.sent, name="mine-link-sent"),
    path("mine/open/<slug:key>/", own_record.enter, name="mine-enter"),
    path("mine/leave/", own_record.leave, name="mine-leave"),
]
