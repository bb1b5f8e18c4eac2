"""What the API answers a phone that sends something: a receipt, or why not in words that its code can act on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import APIException
from rest_framework.response import Response

from coaching import entry
from coaching.models import CheckBack, PermissionStory, Session, TooMany


class KeptBoth(APIException):
    status_code = 409
    default_detail = _("This id was logged before, with other words. Both are kept")
    default_code = "different"


class TakenBack(APIException):
    status_code = 410
    default_detail = _("This one was logged and taken back")
    default_code = "withdrawn"


class Erased(APIException):
    status_code = 410
    default_detail = _("That person's record was let go, as they had left or it was too old. Nothing was kept of this")
    default_code = "erased"


class Enough(APIException):
    """Not REST framework's own: that one adds English of its own to what is said."""

    status_code = 429
    default_detail = _("Too much today that could not be taken in. Your words stay on the phone")
    default_code = "slow_down"

    def __init__(self, wait: float) -> None:
        super().__init__()
        self.wait = wait


@contextmanager
def in_words_of_the_contract() -> Iterator[None]:
    try:
        yield
    except entry.LetGo:
        raise Erased from None
    except entry.NotYours:
        raise Http404 from None
    except entry.Different:
        raise KeptBoth from None
    except entry.Withdrawn:
        raise TakenBack from None
    except TooMany as full:
        raise Enough(full.wait) from None


def receipt(row: Session | CheckBack | PermissionStory, owner: int, new: bool) -> Response:
    """A phone lets go of its row only for this: the id, SHA-256 of the exact bytes, and whose they are."""
    return Response({"id": str(row.pk), "sha256": row.sha256, "owner": owner}, 201 if new else 200)
