"""Template builtins: the small marks that every page draws. Each returns safe HTML built by `format_html` alone."""

from __future__ import annotations

import json
import re
from datetime import date, datetime
from typing import Any

from django import template
from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.templatetags.static import static
from django.utils.dateformat import format as format_date
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

register = template.Library()
OPENING = re.compile(r"(?:(?<=[\s(“])|^)'")


def _use(symbol: str) -> str:
    return f"{static('icons/sprite.svg')}#{symbol}"


@register.simple_tag
def icon(symbol: str, css: str = "") -> SafeString:
    """One icon of the sprite, for the eye only: the words beside it carry the meaning."""
    return format_html('<svg class="icon{}" aria-hidden="true"><use href="{}"/></svg>', f" {css}" if css else "", _use(symbol))


@register.simple_tag
def glyph(symbol: str, css: str = "") -> SafeString:
    """A suit's shape, sized by what it stands in."""
    return format_html('<svg{} aria-hidden="true"><use href="{}"/></svg>', format_html(' class="{}"', css) if css else "", _use(symbol))


@register.simple_tag
def idx(card: Any) -> SafeString:
    """A card's place in a line: its suit's shape and rank, named for a screen reader."""
    shape = glyph(card.suit)
    if card.rank is None:
        return format_html('<span class="idx" data-suit="permission">{}<span class="sr">{}</span></span>', shape, _("Permission card"))
    return format_html(
        '<span class="idx" data-suit="{}">{}<span class="sr">{} </span>{}</span>', card.suit, shape, card.mindset.name, card.rank
    )


@register.simple_tag
def pips(card: Any) -> SafeString:
    """The rank as shapes on a domino's grid; the wild card takes all three."""
    if card.rank is not None:
        return format_html(
            '<svg class="pips" viewBox="0 0 48 48" aria-hidden="true"><use href="{}"/></svg>', _use(f"{card.suit}-{card.rank}")
        )
    suits = (("tc", "curious"), ("ta", "accountable"), ("tb", "brave"))
    places = ((*suits[(k + k // 3) % 3], (k % 3) * 17, (k // 3) * 17) for k in range(9))
    uses = ((css, _use(suit), x, y) for css, suit, x, y in places)
    inside = format_html_join("", '<use class="{}" href="{}" x="{}" y="{}" width="14" height="14"/>', uses)
    return format_html('<svg class="pips" viewBox="0 0 48 48" aria-hidden="true">{}</svg>', inside)


@register.simple_tag
def av(person: Any, css: str = "") -> SafeString:
    """Initials in a disc, never coloured; the name stands beside it."""
    return format_html('<span class="av{}" aria-hidden="true">{}</span>', f" {css}" if css else "", person.initials)


@register.filter
def typeset(text: str) -> str:
    """Straight quotes as a printer sets them: the content is typed, the cards are large type."""
    return OPENING.sub("‘", str(text)).replace("'", "’")


@register.filter
def with_unit(number: str, unit: str) -> str:
    """As it is said: "£44.1 an order", "68.6%", "25.2 points"."""
    sign, _space, rest = str(unit).partition(" ")
    if sign in ("£", "€", "$"):
        return f"{sign}{number} {rest}".rstrip()
    return f"{number}{unit}" if str(unit).startswith("%") else f"{number} {unit}".rstrip()


@register.filter
def day(value: date | datetime | None, today: date | None = None) -> str:
    """A date as people say it: today, yesterday, Tuesday, 3 Nov, 3 Nov 2025."""
    if value is None:
        return ""
    that = localdate(value) if isinstance(value, datetime) else value
    today = today or localdate()
    gap = (today - that).days
    if gap in (-1, 0, 1):
        return {-1: _("tomorrow"), 0: _("today"), 1: _("yesterday")}[gap]
    if -7 < gap < 7:
        return format_date(that, "l")
    return format_date(that, "j M" if that.year == today.year else "j M Y")


@register.filter
def dated(value: date | None, today: date) -> str:
    """A day that somebody plans by, with its weekday: Mon 3 Nov, Mon 5 Jan 2027."""
    if value is None:
        return ""
    return format_date(value, "D j M" if value.year == today.year else "D j M Y")


@register.filter
def away_until(absence: Any, today: date) -> str:
    """Days away as they are shown: Away until Mon 3 Nov, Away, Away from Mon 3 Nov, Away today. Never why."""
    if absence.first_day > today:
        return _("Away from %(day)s") % {"day": dated(absence.first_day, today)}
    if absence.last_day is None:
        return _("Away")
    return _("Away today") if absence.last_day == today else _("Away until %(day)s") % {"day": dated(absence.last_day, today)}


@register.filter
def uncapped(words: str) -> str:
    """Words that begin a line elsewhere, in the middle of one."""
    return words[:1].lower() + words[1:]


@register.filter
def days_ago(value: date | None, today: date | None = None) -> str:
    """How long ago, in whole days."""
    if value is None:
        return _("not yet")
    gap = ((today or localdate()) - value).days
    return _("today") if gap <= 0 else _("yesterday") if gap == 1 else ngettext("%(n)s day ago", "%(n)s days ago", gap) % {"n": gap}


@register.filter
def days_since(value: date | None, today: date | None = None) -> str:
    """How many days, where there is only room for that."""
    if value is None:
        return _("not yet")
    gap = ((today or localdate()) - value).days
    return ngettext("%(n)s day", "%(n)s days", gap) % {"n": gap}


NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


@register.filter
def in_words(number: int) -> str:
    """A small number as a word, for headlines."""
    return _(NUMBERS[number]) if 0 <= number < len(NUMBERS) else str(number)


# The first word of an address, and the tab it belongs to.
TABS = {
    "": "today",
    "check-backs": "today",
    "in-the-way": "today",
    "sessions": "today",
    "offline": "today",
    "waiting": "today",
    "to-mend": "today",
    "insight": "today",
    "exports": "exports",
    "api": "exports",
    "people": "people",
    "cards": "cards",
    "team": "team",
    "advisors": "team",
    "toolkit": "toolkit",
    "practising": "toolkit",
    "commitments": "toolkit",
    "story": "toolkit",
    "stories": "toolkit",
    "voice": "toolkit",
    "tour": "me",
    "programme": "programme",
    "me": "me",
    "invitations": "me",
    "mine": "mine",
    "admin": "panel",
}


@register.simple_tag(takes_context=True)
def current_tab(context: Any) -> str:
    """Which tab this page belongs to, by the first word of its address."""
    request = context.get("request")
    return TABS.get(request.path.strip("/").split("/")[0], "") if request else ""


@register.simple_tag(takes_context=True)
def for_own_record(context: Any) -> bool:
    """Whether the page is for somebody who reads their own record and has no account: few pages are theirs to go to."""
    request = context.get("request")
    return bool(request and getattr(request, "advisor", None) and not request.user.is_authenticated)


@register.simple_tag
def works_offline() -> bool:
    """Whether pages ask for the service worker; off, phones let go of theirs."""
    return settings.SERVICE_WORKER


@register.simple_tag
def keeps() -> dict[str, int]:
    """For how many months things are kept: the settings that the deletion goes by."""
    return {"words": settings.KEEP_WORDS_MONTHS, "steps": settings.KEEP_STEPS_MONTHS, "log": settings.KEEP_LOG_MONTHS}


@register.simple_tag
def gentle(*boxes: str) -> SafeString:
    """The still line beside boxes for words; unless it is switched off, it also says when they sound like health, family or a union."""
    still = _("Please leave out health, family and union matters.")
    if not settings.GENTLE_REMINDER:
        return format_html('<p class="t2 quiet mt-2">{}</p>', still)
    sounds = _("“{word}” may be about health, family or a union. Could you leave that out?")
    line = '<fw-gentle class="t2 quiet gentle mt-2" for="{}" data-sounds="{}" role="status">{}</fw-gentle>'
    return format_html(line, " ".join(boxes), sounds, still)


@register.simple_tag
def suits() -> SafeString:
    """The three suits in a row, inside an SVG of 76 by 24: the brand's mark."""
    places = (("tc", _use("curious"), 0), ("ta", _use("accountable"), 26), ("tb", _use("brave"), 52))
    return format_html_join("", '<use class="{}" href="{}" x="{}" width="24" height="24"/>', places)


@register.simple_tag
def art_suits() -> SafeString:
    """The suits along a dotted path, for pages with nothing on them."""
    places = (("tc", _use("curious"), 40, 44, 34), ("ta", _use("accountable"), 92, 60, 30), ("tb", _use("brave"), 136, 26, 32))
    drawn = ((css, href, x, y, size, size) for css, href, x, y, size in places)
    return format_html_join("", '<use class="{}" href="{}" x="{}" y="{}" width="{}" height="{}"/>', drawn)


@register.simple_tag
def art_back() -> SafeString:
    """The back of a card nobody has turned over, inside an SVG of 120 by 168: the suits in turn, like wallpaper."""
    suits = (("tc", _use("curious")), ("ta", _use("accountable")), ("tb", _use("brave")))
    drawn = ((*suits[(row + column) % 3], 6 + column * 23, 6 + row * 23.5) for row in range(7) for column in range(5))
    return format_html_join("", '<use class="{}" href="{}" x="{}" y="{}" width="16" height="16"/>', drawn)


@register.filter
def as_json(value: Any) -> str:
    """For a data attribute, where it is escaped like any other text."""
    return json.dumps(value, cls=DjangoJSONEncoder)


@register.filter("input")
def input_(field: Any) -> SafeString:
    """A form field as the design draws it. Django adds `aria-invalid` and points at the help and the error."""
    return field.as_widget(attrs={"class": "input"})


@register.simple_tag
def symbol(name: str, x: int, y: int, size: int) -> SafeString:
    """A symbol of the sprite at a place inside a larger drawing."""
    return format_html('<use href="{}" x="{}" y="{}" width="{}" height="{}"/>', _use(name), x, y, size, size)


DEMO_PASSWORD = "floorwalk-demo"  # noqa: S105 - of made-up people, in demo mode only
DEMO_ACCOUNTS = (
    ("leader", gettext_lazy("Team leader")),
    ("designer", gettext_lazy("Designer")),
    ("hr", gettext_lazy("HR")),
    ("sponsor", gettext_lazy("Sponsor")),
    ("administrator", gettext_lazy("Administrator")),
)


@register.simple_tag
def demo_advisor() -> str:
    """Whose own page the demo shows: one of the demo leader's team."""
    return "ben.hughes@example.com"


@register.simple_tag
def company() -> str:
    """What the company's own sign-in is called; empty where there is none."""
    return settings.OIDC_NAME if settings.OIDC_ISSUER else ""


@register.simple_tag
def demo_accounts() -> list[dict[str, str]]:
    """The accounts that the sign-in page offers as buttons, in demo mode only."""
    if not settings.DEMO:
        return []
    return [{"email": f"{who}@example.com", "name": str(name), "password": DEMO_PASSWORD} for who, name in DEMO_ACCOUNTS]
