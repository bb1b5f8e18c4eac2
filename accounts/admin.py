"""What the panel holds for administrators and for HR: accounts, sites, teams and the trail; HR's pages, where they always were."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms_panel import SiteForm, TeamForm
from accounts.models import Act, Leadership, Role, Site, Team, User
from accounts.panel import ADMINISTRATORS, HR, AdministratorsOnly, Section, panel
from accounts.told import history_of
from accounts.views.panel import account, leaders, trail

panel.section(
    Section(gettext_lazy("Who changed what"), gettext_lazy("Accounts, roles, places, leaders: what was done, by whom, when"),
            "admin:trail", "clock", 76, ADMINISTRATORS),
    path("trail/", trail.trail, name="trail"),
)  # fmt: skip
panel.section(Section(
    gettext_lazy("Invitations"), gettext_lazy("Let somebody in, by a letter with a link"), "invitations", "plus", 71, ADMINISTRATORS | HR
))  # fmt: skip
panel.section(
    Section(gettext_lazy("People and rosters"), gettext_lazy("Who is in which team; rosters in and out"), "people", "team", 80, HR)
)
panel.section(Section(
    gettext_lazy("Tokens"), gettext_lazy("What other systems may take from here, and until when"), "tokens", "lock", 84, HR
))  # fmt: skip


class WhoFilter(admin.SimpleListFilter):
    """By role; leaders; and those who were switched off."""

    title, parameter_name = gettext_lazy("who"), "who"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*Role.Name.choices, ("leads", _("Leads a team")), ("off", _("Switched off"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        who = self.value()
        if who == "off":
            return queryset.filter(is_active=False)
        if who == "leads":
            return queryset.filter(pk__in=Leadership.objects.at(timezone.now()).values("leader"))
        return queryset.filter(pk__in=Role.objects.filter(name=who, ended_at=None).values("user")) if who else queryset


@admin.register(User, site=panel)
class Accounts(AdministratorsOnly):
    """The list is the admin's; what is done with one account has a page and verbs of its own."""

    says = gettext_lazy("Who gets in, and what they may do")
    icon, order, may_add = "me", 70, False
    list_display = ("name", "email", "does", "state")
    list_filter = (WhoFilter,)
    ordering = ("name", "pk")
    search_fields = ("name", "email", "employee_number")
    search_help_text = gettext_lazy("A name, an address, a number")
    change_list_template = "admin/accounts/accounts.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        roles = Prefetch("roles", Role.objects.filter(ended_at=None).order_by("name"), to_attr="held")
        leads = Prefetch("leaderships", Leadership.objects.at(timezone.now()).select_related("team").order_by("cover", "pk"), to_attr="now")
        return User.objects.prefetch_related(roles, leads)

    @admin.display(description=gettext_lazy("what they do"))
    def does(self, row: Any) -> str:
        """First what they are, then where they lead: HR, leads Red."""
        leads = [(_("covers %(team)s") if one.cover else _("leads %(team)s")) % {"team": one.team} for one in row.now]
        said = ", ".join([*(str(one.get_name_display()) for one in row.held), *leads])
        return said[:1].upper() + said[1:]

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: User) -> SafeString | str:
        if not row.is_active:
            return format_html('<span class="pill pill--now">{}</span>', _("Switched off"))
        return _("In use") if row.last_login else _("Not signed in yet")

    def get_urls(self) -> list[URLPattern]:
        lists = [page for page in super().get_urls() if page.name == "accounts_user_changelist"]
        return [*lists, *(path(f"<int:object_id>/{route}/", self.page(view), name=f"accounts_user_{name}") for route, name, view in PAGES)]

    def page(self, view: Callable[..., Any]) -> Callable[..., Any]:
        return panel.for_roles(view, self.roles)


PAGES: tuple[tuple[str, str, Callable[..., Any]], ...] = (
    ("change", "change", account.account),
    ("roles", "roles", account.roles),
    ("switch-off", "switch_off", account.switch_off),
    ("switch-on", "switch_on", account.switch_on),
    ("sign-out", "sign_out", account.sign_out),
    ("invite", "invite", account.invite),
    ("history", "history", account.history),
)


class Place(AdministratorsOnly):
    """A site or a team: saved with a line in the trail that says what it was before."""

    about = ""
    kept: tuple[str, ...] = ()
    change_form_template = "admin/accounts/place.html"

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        there = type(obj)._default_manager.get(pk=obj.pk) if change else None
        super().save_model(request, obj, form, change)
        Act.changed(request.user, self.said(there) if there else {}, self.said(obj), **{self.about: obj})

    def said(self, row: Any) -> dict[str, Any]:
        return {name: str(value) if name == "site" else value for name in self.kept for value in (getattr(row, name),)}

    def history_view(self, request: Any, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        row = get_object_or_404(self.model, pk=int(object_id) if object_id.isdecimal() and len(object_id) < 10 else 0)
        here = f"admin:{self.opts.app_label}_{self.opts.model_name}_change"
        return history_of(request, row, reverse(here, args=[row.pk]), **{self.about: row.pk})


@admin.register(Site, site=panel)
class Sites(Place):
    says = gettext_lazy("Places or departments: totals are shown by them")
    icon, order, about, kept = "today", 72, "site", ("name", "time_zone")
    list_display = ("name", "time_zone", "teams")
    search_fields = ("name",)
    form = SiteForm

    def get_queryset(self, request: HttpRequest) -> QuerySet[Site]:
        return Site.objects.annotate(n=Count("teams"))

    @admin.display(description=gettext_lazy("teams"))
    def teams(self, row: Any) -> str:
        return str(row.n)


@admin.register(Team, site=panel)
class Teams(Place):
    says = gettext_lazy("Their clock, their shifts, who leads them or covers")
    icon, order, about = "team", 74, "team"
    kept = ("site", "name", "time_zone", "shift_starts", "shift_ends", "works_on")
    list_display = ("name", "site", "leaders", "advisors")
    list_select_related = ("site",)
    ordering = ("site__name", "name", "pk")
    search_fields = ("name", "site__name")
    search_help_text = gettext_lazy("A team or a site")
    form = TeamForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return ("site", "name", "time_zone", "shift_starts", "shift_ends", "days")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """What was counted at a site stays there: a team does not move."""
        return ("site",) if obj else ()

    def get_queryset(self, request: HttpRequest) -> QuerySet[Team]:
        at = timezone.now()
        here = Q(advisors__left_at=None) | Q(advisors__left_at__gt=at)
        leading = Leadership.objects.at(at).select_related("leader").order_by("cover", "starts_at")
        return Team.objects.annotate(n=Count("advisors", filter=here)).prefetch_related(Prefetch("leaderships", leading, to_attr="now"))

    @admin.display(description=gettext_lazy("led by"))
    def leaders(self, row: Any) -> str:
        names = [_("%(name)s (covers)") % {"name": one.leader} if one.cover else str(one.leader) for one in row.now]
        return ", ".join(names) or _("Nobody")

    @admin.display(description=gettext_lazy("advisors"))
    def advisors(self, row: Any) -> str:
        return str(row.n)

    def get_urls(self) -> list[URLPattern]:
        pages = (("leaders/", "leaders", leaders.leaders), ("leaders/<int:leadership>/end/", "leaders_end", leaders.end))
        ours = [
            path(f"<int:object_id>/{route}", panel.for_roles(view, self.roles), name=f"accounts_team_{name}") for route, name, view in pages
        ]
        return [*ours, *super().get_urls()]

    def saved(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """A new team has nobody yet: on to who leads it."""
        answer = super().saved(request, obj)
        if not obj.leaderships.exists():
            answer["Location"] = reverse("admin:accounts_team_leaders", args=[obj.pk])
        return answer
