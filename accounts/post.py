"""Letters: written while nobody waits, so that the time an answer takes tells nothing."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Advisor, OneTimeLink, User

log = structlog.get_logger("floorwalk.post")


def send_link(request: HttpRequest, advisor: Advisor) -> str | None:
    """A letter with a new link to their own record goes off. Its address; None where enough were sent already."""
    key = OneTimeLink.make(advisor)
    if key is None:
        return None
    where = request.build_absolute_uri(reverse("mine-enter", args=[key]))
    words = render_to_string("mine/letter.txt", {"advisor": advisor, "where": where})
    letter = EmailMessage(_("Your own page in Floorwalk"), words, to=[advisor.email])
    transaction.on_commit(lambda: in_the_background(lambda: post(letter)))
    return where


def send_invitation(user: User, key: str) -> None:
    """A letter with a link goes off, at the address we are known by."""
    words = {"user": user, "where": settings.ORIGIN + reverse("invitation-open", args=[key])}
    letter = EmailMessage(_("Your way into Floorwalk"), render_to_string("mail/invitation.txt", words), to=[user.email])
    transaction.on_commit(lambda: in_the_background(lambda: post(letter)))


def send_address_changed(user: User, before: str) -> None:
    """To the address that was theirs until now: whoever did not ask for it hears of it."""
    words = render_to_string("mail/address_changed.txt", {"user": user})
    letter = EmailMessage(_("Your address in Floorwalk was changed"), words, to=[before])
    transaction.on_commit(lambda: in_the_background(lambda: post(letter)))


def in_the_background(work: Callable[[], None]) -> None:
    """While nobody waits for it."""
    Thread(target=work).start()


def post(letter: EmailMessage) -> None:
    try:
        letter.send()
    except OSError as error:  # the mail server's trouble: whoever asked may ask again
        log.error("letter not sent", error=type(error).__name__)
