"""What was done to the content, by whom and when: every save of words and every act with a card's wording, in one list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, Q, QuerySet, Value
from django.urls import NoReverseMatch, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Role, User
from cards.models import Card, Change, HeardAs, Publication
from cards.said import Difference, differences

WORDINGS = "wordings"  # what the acts with cards' wordings are called in an address


@dataclass(frozen=True)
class Line:
    """One of the two is there: what was done with a wording, or what was written. `to` is where all of its history stands."""

    done: Publication | None
    written: Change | None

    @property
    def entry(self) -> Any:
        return self.done or self.written

    @property
    def kind(self) -> str:
        return _("Card") if self.done else str(capfirst(self.entry.of_model._meta.verbose_name))

    @property
    def name(self) -> str:
        return self.done.card.title if self.done else self.entry.name

    @property
    def who(self) -> str:
        return self.entry.by.name if self.entry.by else _("The programme")

    @property
    def differences(self) -> list[Difference]:
        return list(differences(self.written.of_model, self.written.fields)) if self.written else []

    @property
    def to(self) -> str:
        model, row = ("cards.card", self.done.card_id) if self.done else (self.entry.model, self.entry.row)
        try:
            return reverse(f"admin:{model.replace('.', '_')}_history", args=[row])
        except NoReverseMatch:
            return ""


def lately(what: str = "", by: int | None = None) -> QuerySet[Any]:
    """All of it, the newest first; of one kind of content, by one person. To be paged, and then told."""
    written, done = Change.objects.all(), Publication.objects.all()
    if what == WORDINGS:
        written = written.none()
    elif what:
        written, done = written.filter(model=what), done.none()
    if by is not None:
        written, done = written.filter(by=by), done.filter(by=by)
    return _together(written, done)


def of_card(card: Card) -> QuerySet[Any]:
    """The same of one card: its wordings, its place, what it is heard as."""
    heard = HeardAs.objects.filter(card=card).values_list("pk", flat=True).first() or 0
    about = Q(model="cards.card", row=card.pk) | Q(model="cards.heardas", row=heard)
    return _together(Change.objects.filter(about), Publication.objects.filter(card=card))


def _together(written: QuerySet[Change], done: QuerySet[Publication]) -> QuerySet[Any]:
    def named(rows: QuerySet[Any], source: str) -> QuerySet[Any]:
        return rows.order_by().annotate(key=F("pk"), source=Value(source, CharField())).values_list("at", "source", "key")

    return named(written, "written").union(named(done, "done"), all=True).order_by("-at", "-source", "-key")


def told(found: Iterable[tuple[Any, str, int]]) -> Iterator[Line]:
    """In two queries, whatever a page holds."""
    found = list(found)
    keys = {source: [key for _at, kind, key in found if kind == source] for source in ("written", "done")}
    written = Change.objects.select_related("by").in_bulk(keys["written"]) if keys["written"] else {}
    done = Publication.objects.select_related("edition", "by", "card__current").in_bulk(keys["done"]) if keys["done"] else {}
    for _at, source, key in found:
        yield Line(done.get(key), None) if source == "done" else Line(None, written.get(key))


def writers() -> QuerySet[User]:
    """Who may have written any of it."""
    return User.objects.filter(roles__name=Role.Name.DESIGNER).distinct().order_by("name")
