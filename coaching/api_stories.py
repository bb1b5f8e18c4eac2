"""The API's permission stories: a phone tells one exactly once."""

from __future__ import annotations

from uuid import UUID

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import signed_in
from coaching import intake
from coaching.contract import in_words_of_the_contract, receipt
from coaching.envelope import opened


class OneStory(APIView):
    """As with sessions, anybody signed in may knock: a story told last week may come from somebody who leads no team now."""

    def put(self, request: Request, story: UUID) -> Response:
        by, body = signed_in(request), opened(request)
        with in_words_of_the_contract():
            told, new = intake.story(by, story, body)
        return receipt(told, told.teller_id, new)
