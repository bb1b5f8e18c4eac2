"""What the API says of itself, in one place: each operation with what it takes, an example, and every answer it may give."""

from __future__ import annotations

from typing import Any

from drf_spectacular.extensions import OpenApiSerializerFieldExtension
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiExample, OpenApiParameter, OpenApiResponse, extend_schema, extend_schema_view, inline_serializer
from rest_framework import serializers

from accounts import api as people
from accounts.serializers import AdvisorForHRSerializer, SiteSerializer
from cards import api as cards
from cards.serializers import CardFilters, CardSerializer, PracticeSerializer
from coaching import api as coaching
from coaching import api_examples as like
from coaching import api_exports as exports
from coaching.api_answer import Answer
from coaching.api_comments import Comments
from coaching.api_pack import Pack
from coaching.api_readings import Readings
from coaching.api_stories import OneStory
from coaching.serializers import EntrySerializer, ReplySerializer, SessionFilters, SessionSerializer
from coaching.serializers_export import ExportFilters, ExportSerializer
from coaching.serializers_story import TaleSerializer
from config.paging import PagedFilters

PEOPLE: list[dict[str, list[str]]] = [{"session": []}]
SYSTEMS: list[dict[str, list[str]]] = [{"token": []}, *PEOPLE]
PROBLEM = "application/problem+json"
REFUSED = {
    400: "The request made no sense: a host or a header that cannot be.",
    401: "`signed_out` or `token`: nobody is signed in, or the token is not known, has expired or was revoked.",
    403: "`forbidden`: not for this role, or not what this token is for.",
    404: "Not there, or not yours to see: the two are told apart by nothing.",
    406: "`json_only`: the answer is JSON, and nothing else.",
    409: "`different`: this id exists with other content; both are kept.",
    410: "`withdrawn`: it was taken back, and is never brought back to life.",
    413: "`too_large`: more than 64 kB.",
    415: "`json_only`: send JSON.",
    422: "`invalid`: `fields` says by name what needs another look.",
    429: "`slow_down`: wait as many seconds as `Retry-After` says, then go on where you were.",
    503: "`try_again`: busy just now, nothing was changed. `Retry-After` says when.",
}
TOO_LONG = "The address is too long for the server, which says so in a few words of HTML."
ALWAYS = (400, 401, 403, 406, 503)
LISTED = (*ALWAYS, 422, 429)
SENT = (*ALWAYS, 404, 409, 410, 413, 415, 422, 429)


class AsMoment(OpenApiSerializerFieldExtension):
    target_class = "coaching.fields.Moment"

    def map_serializer_field(self, auto_schema: Any, direction: Any) -> dict[str, Any]:
        return {"type": "string", "format": "date-time"}


class AsProblem(serializers.Serializer[Any]):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    code = serializers.CharField(help_text="What a program acts on.")
    fields = serializers.DictField(required=False)  # type: ignore[assignment]

    class Meta:
        ref_name = "Problem"


class AdvisorShown(AdvisorForHRSerializer):
    """What only HR is told may be missing."""

    employee_number = serializers.CharField(required=False)
    active = serializers.BooleanField(required=False)  # type: ignore[assignment]
    site = SiteSerializer(required=False)


def paged(name: str, of: Any) -> Any:
    """A page of a list. `next` is the whole address of the page after it, or null."""
    return inline_serializer(f"{name}Page", {"next": serializers.URLField(allow_null=True), "results": of(many=True)})


def tell(view: Any, method: str, id: str, gives: dict[int, Any], refuses: tuple[int, ...] = ALWAYS, **more: Any) -> None:
    """One operation; its words are in `like.SAYS`. `gives`: by status what comes, in words, as what, an example, and of which kind."""
    summary, text = like.SAYS[id]
    answers: dict[Any, Any] = {}
    for status, (words, shape, *rest) in gives.items():
        example, kind = (*rest, None, None)[:2]
        said = OpenApiResponse(shape, words, [OpenApiExample("Example", example)] if example else None)
        answers[(status, kind) if kind else status] = said
    for status in sorted(refuses):
        answers[(status, PROBLEM)] = OpenApiResponse(AsProblem, REFUSED[status], [OpenApiExample("Example", like.problem(status))])
    answers[(414, "text/html")] = OpenApiResponse(str, TOO_LONG)
    described = extend_schema(operation_id=id, summary=summary, description=text, responses=answers, tags=["Floorwalk"], **more)
    extend_schema_view(**{method: described})(view)


def asked(name: str, words: str) -> OpenApiParameter:
    return OpenApiParameter(name, str, "header", required=False, description=words)


OWNER = asked("X-Owner", "With a session: the id of who is signed in, as the phone knows it. Another one is refused: `wrong_user`.")
CSRF = asked("X-CSRFToken", "With a session: the token of `whoami`.")
ANY = OpenApiTypes.OBJECT


def describe() -> None:
    """Say it of every view, once, before the first schema is made."""
    _lists()
    _files()
    _readings()
    _of_a_phone()
    _from_a_phone()


def _lists() -> None:
    sessions = {200: ("A page, newest first by when they arrived.", paged("Session", SessionSerializer), like.SESSIONS)}
    tell(coaching.Sessions, "get", "sessions", sessions, LISTED, parameters=[SessionFilters], auth=SYSTEMS)
    one = {200: ("The session.", SessionSerializer, like.SESSION)}
    tell(coaching.OneSession, "get", "session", one, (*ALWAYS, 404, 429), auth=SYSTEMS)
    words = "A page. `employee_number`, `active` and `site` are there for HR."
    advisors = {200: (words, paged("Advisor", AdvisorShown), like.ADVISORS)}
    tell(people.Advisors, "get", "advisors", advisors, LISTED, parameters=[PagedFilters], auth=SYSTEMS)
    records = {200: ("A page, newest first.", paged("Export", ExportSerializer), like.EXPORTS)}
    tell(exports.Exports, "get", "exports", records, LISTED, parameters=[PagedFilters], auth=SYSTEMS)


def _files() -> None:
    kinds = ((exports.Csv, "text/csv"), (exports.Xlsx, like.XLSX), (exports.JsonLines, "application/jsonl"))
    refuses = tuple(status for status in LISTED if status != 406)
    for view, kind in kinds:
        file = {200: ("The file, as it is written.", OpenApiTypes.BINARY, None, kind)}
        tell(view, "get", f"export-{view.kind}", file, refuses, parameters=[ExportFilters], auth=SYSTEMS[:1])


def _readings() -> None:
    there = "It was there. `changed` says whether it says something else now."
    gives = {201: ("Kept.", ANY, like.READING), 200: (there, ANY, like.READING)}
    example = OpenApiExample("A reading", like.READING_PUT, request_only=True)
    shape = {"application/json": {"type": "object"}}
    more = {"parameters": [OWNER, CSRF], "auth": SYSTEMS, "request": shape, "examples": [example]}
    tell(Readings, "put", "reading-put", gives, (*LISTED, 413, 415), **more)
    gives = {201: ("Kept.", ANY, like.COMMENT), 200: (there, ANY, like.COMMENT)}
    example = OpenApiExample("A customer's comment", like.COMMENT_PUT, request_only=True)
    tell(Comments, "put", "comment-put", gives, (*LISTED, 413, 415), **{**more, "examples": [example]})


def _of_a_phone() -> None:
    who = {200: ("Who it is, and a fresh CSRF token.", ANY, like.WHOAMI)}
    tell(people.Whoami, "get", "whoami", who, auth=PEOPLE)
    known = asked("If-None-Match", "The `ETag` of the pack this phone has.")
    pack = {200: ("All of it, with its version, which is its `ETag`.", ANY), 304: ("Nothing changed since that version.", None)}
    tell(Pack, "get", "pack", pack, (*ALWAYS, 422), parameters=[known], auth=PEOPLE)
    deck = {200: ("All of it, on one page.", paged("Card", CardSerializer))}
    tell(cards.Cards, "get", "cards", deck, (*ALWAYS, 422), parameters=[CardFilters], auth=PEOPLE)
    nine = {200: ("All nine, on one page.", paged("Practice", PracticeSerializer))}
    tell(cards.Practices, "get", "practices", nine, (*ALWAYS, 422), auth=PEOPLE)


def _from_a_phone() -> None:
    gives = {
        201: ("Stored. The phone lets go of its copy for nothing less than this receipt.", ANY, like.RECEIPT),
        200: ("The same bytes again: the same receipt, nothing changed.", ANY, like.RECEIPT),
    }
    more = {"parameters": [OWNER, CSRF], "auth": PEOPLE}
    session = OpenApiExample("A session", like.SESSION_PUT, request_only=True)
    tell(coaching.OneSession, "put", "session-put", gives, SENT, request=EntrySerializer, examples=[session], **more)
    heard = OpenApiExample("An answer", like.ANSWER_PUT, request_only=True)
    tell(Answer, "put", "answer-put", gives, SENT, request=ReplySerializer, examples=[heard], **more)
    told = OpenApiExample("A story", like.STORY_PUT, request_only=True)
    tell(OneStory, "put", "story-put", gives, SENT, request=TaleSerializer, examples=[told], **more)
