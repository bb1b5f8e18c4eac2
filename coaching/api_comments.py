"""The API's comments of customers: designers and HR put one of a site and week, as often as they like."""

from __future__ import annotations

from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api import signed_in
from accounts.models import Scope
from coaching.api_readings import BringsResults
from coaching.comments import COLUMNS
from coaching.customer_words import Known
from coaching.envelope import opened, parsed
from coaching.forms.comment import CommentForm
from coaching.models import Comment


class Comments(APIView):
    """Which comment is said by its own words, names and numbers hidden: put twice it is there once. The answer says how it is kept."""

    permission_classes = [IsAuthenticated, BringsResults]
    scopes = {"PUT": Scope.READINGS}

    def put(self, request: Request) -> Response:
        by, words = signed_in(request), parsed(opened(request))
        form = CommentForm({name: value if isinstance(value := words.get(name), str) else "" for name in COLUMNS}, Known.now())
        if not form.is_valid():
            raise ValidationError({name: [str(error) for error in errors] for name, errors in form.errors.items()})
        said = form.cleaned_data
        new = Comment.put(by, said)
        about = {"site": said["site"].name, "week": said["week"], "words": said["words"], "tone": said["tone"]}
        return Response({**about, "changed": new is not None}, 201 if new else 200)
