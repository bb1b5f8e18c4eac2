"""The API's content: the cards in play and the nine things leaders do, for anybody who is signed in."""

from __future__ import annotations

from typing import Any

from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from cards.finder import deck, find
from cards.models import Card, Practice, Trial
from cards.serializers import CardFilters, CardSerializer, PracticeSerializer
from config.paging import Filters, whole


class Cards(APIView):
    """In deck order; best first when words are given."""

    def get(self, request: Request) -> Response:
        asked = CardFilters.asked(request)
        words = asked.pop("q", "")
        cards = list(Card.objects.in_play().within(**asked))
        if words:
            cards = [match.card for match in find(words, cards, deck().index).matches]
        Trial.dress(cards, Trial.seen_by(request.user))
        return whole(CardSerializer(cards, many=True).data)


class Practices(APIView):
    def get(self, request: Request) -> Response:
        Filters.asked(request)
        return whole(PracticeSerializer(list[Any](Practice.objects.in_use()), many=True).data)
