"""The address of a person's own settings; included by `accounts.urls`."""

from django.urls import path

from accounts.views import me

urlpatterns = [path("me/", me.me, name="me")]
