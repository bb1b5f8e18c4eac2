"""An advisor who reads their own record, for the tests of all that is theirs."""

from html import unescape

from django.test import Client
from django.urls import reverse

from accounts.models import Advisor, OneTimeLink

MINE = "/mine/"


def let_in(advisor: Advisor) -> Client:
    client = Client()
    client.post(reverse("mine-enter", args=[OneTimeLink.make(advisor)]))
    return client


def text(answer) -> str:
    return unescape(answer.text)
