"""The panel at /admin/: Django's admin is the engine; who may come in, and how it looks, is ours. Designers, HR and administrators
each see their own parts of it.

Apps register what is theirs at `panel`, in their own `admin` module. Not Django's permissions: roles are rows
(docs/decisions/0001), and there is no `is_staff`. No second way to sign in either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any

from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms import Textarea
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, URLResolver, include, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Role
from config.lines import Lines

ONE_LINE = 60  # characters that fit one line of a form
DESIGNERS = frozenset({Role.Name.DESIGNER})
HR = frozenset({Role.Name.HR})
ADMINISTRATORS = frozenset({Role.Name.ADMINISTRATOR})
# The panel's parts, in their order, with what each is for.
PARTS = (
    (DESIGNERS, gettext_lazy("What leaders read is written here"),
     gettext_lazy("Drafts stay among designers until they are published. What was published is kept, and can be brought back.")),
    (ADMINISTRATORS, gettext_lazy("Who is who, and who may do what"),
     gettext_lazy("What you change holds from their next click on, and is kept with your name and the time.")),
    (HR, gettext_lazy("What HR looks after"), gettext_lazy("Each on its own page, where it always was.")),
)  # fmt: skip
REFUSALS = {
    DESIGNERS: gettext_lazy("This is for the programme's designers."),
    ADMINISTRATORS: gettext_lazy("This is for administrators."),
}


@dataclass(frozen=True)
class Section:
    """One line of the panel's first page, and one entry of its navigation; `url` is the name of its address, in the panel or not."""

    name: Any
    says: Any
    url: str
    icon: str = "edit"
    order: int = 50
    roles: frozenset[Role.Name] = DESIGNERS


def holds(request: HttpRequest, roles: frozenset[Role.Name]) -> bool:
    """Whether who asks is signed in and has one of those roles now."""
    return bool(request.user.is_authenticated and request.user.is_active and roles & request.user.role_names)


class Panel(AdminSite):
    """`section` adds a page that is no list of rows: its address, its view, and its line on the first page."""

    site_title = site_header = index_title = gettext_lazy("Panel")

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self._pages: list[URLPattern] = []
        self._sections: list[Section] = []

    def section(self, section: Section, *pages: URLPattern) -> None:
        """Pages of an app's own, each view guarded by the section's roles."""
        self._sections.append(section)
        self._pages += [path(str(page.pattern), self.for_roles(page.callback, section.roles), name=page.name) for page in pages]

    def for_roles(self, view: Callable[..., HttpResponseBase], roles: frozenset[Role.Name]) -> Callable[..., HttpResponseBase]:
        """For people with one of those roles; 403 for anyone else. What is not read or sent by a form is 405."""

        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method not in ("GET", "HEAD", "POST"):
                return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
            if not holds(request, roles):
                raise PermissionDenied(str(REFUSALS.get(roles, _("This is for designers, HR and administrators."))))
            return view(request, *args, **kwargs)

        return update_wrapper(guarded, view)

    @property
    def roles(self) -> frozenset[Role.Name]:
        """Every role that has a part in the panel."""
        owners = [getattr(owner, "roles", DESIGNERS) for owner in (*self._registry.values(), *self._sections)]
        return DESIGNERS.union(*owners)

    def has_permission(self, request: HttpRequest) -> bool:
        return holds(request, self.roles)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Signed in already (`SignInRequired`) and with a token (its middleware): what is left is who. Our headers say no-store."""
        return self.for_roles(view, self.roles)

    def get_urls(self) -> list[URLPattern | URLResolver]:
        """Only what we have a page for: no sign-in, no password, no list of apps, nothing that catches all."""
        lists = [path(f"{model._meta.app_label}/{model._meta.model_name}/", include(shelf.urls)) for model, shelf in self._registry.items()]
        return [path("", self.admin_view(self.index), name="index"), *self._pages, *lists]

    def sections(self, request: HttpRequest) -> list[Section]:
        """What who asks may open, in the panel's order."""
        shelves = [shelf.as_section() for shelf in self._registry.values() if isinstance(shelf, RoleOnly)]
        return sorted((one for one in (*shelves, *self._sections) if holds(request, one.roles)), key=lambda one: (one.order, one.name))

    def parts(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The same by what they are for, those left out that who asks has no part in. A section of several parts stands in the first."""
        left, found = self.sections(request), []
        for roles, name, says in PARTS:
            theirs = [one for one in left if one.roles & roles] if holds(request, roles) else []
            left = [one for one in left if one not in theirs]
            if theirs:
                found.append({"name": name, "says": says, "sections": theirs})
        return found

    def each_context(self, request: Any) -> dict[str, Any]:
        return {"has_permission": True, "is_popup": False, "sections": self.sections(request)}

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        if request.method == "POST":
            return HttpResponseNotAllowed(["GET", "HEAD"])
        return render(request, "admin/index.html", {**self.each_context(request), "parts": self.parts(request), **(extra_context or {})})


def form_field(db_field: models.Field[Any, Any], **kwargs: Any) -> Any:
    """A list is one line each; long text is a box that grows. What is too long can be typed, is counted, and is not saved:
    `maxlength` would cut off what is pasted without a word."""
    if isinstance(db_field, models.JSONField) and db_field.default is list:
        said = {"label": db_field.verbose_name, "help_text": db_field.help_text, "required": not db_field.blank}
        return Lines(**{**said, **kwargs})
    field: Any = db_field.formfield(**kwargs)
    if field and int(field.widget.attrs.pop("maxlength", 0)) > ONE_LINE:
        field.widget = Textarea({"rows": 2})
    return field


class RoleOnly(ModelAdmin):
    """What a list of rows in the panel has in common: one role decides all, nothing is deleted, our own fields and words.

    `says`, `icon` and `order` are its line on the panel's first page. No yes-or-no columns: Django draws those with pictures of its
    own, which are not there; say it in words.
    """

    roles = DESIGNERS
    says: Any = ""
    icon = "edit"
    order = 50
    may_add = True
    actions = None
    list_per_page = 50
    list_max_show_all = 0
    show_facets = ModelAdmin.show_facets.NEVER

    def as_section(self) -> Section:
        name = str(self.opts.verbose_name_plural)
        url = f"admin:{self.opts.app_label}_{self.opts.model_name}_changelist"
        return Section(name[:1].upper() + name[1:], str(self.says), url, self.icon, self.order, self.roles)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return holds(request, self.roles)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request, self.roles)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.may_add and holds(request, self.roles)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return holds(request, self.roles)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing is deleted: what was said is retired, and kept."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """With a name of its own each, and none for deleting, for adding where nothing is added, or for the admin's own history."""
        gone = {"delete", *(() if self.may_add else ("add",))}
        gone |= {"history"} if type(self).history_view is ModelAdmin.history_view else set()
        pages = [page for page in super().get_urls() if page.name and page.name.rsplit("_", 1)[1] not in gone]
        for page in pages:  # the panel's own guard lets in whoever has a part in it: this list is for fewer
            page.callback = panel.for_roles(page.callback, self.roles)
        return pages

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: Any, **kwargs: Any) -> Any:
        """The form's plain fields: the admin's own bring scripts, pictures and links that our pages do without."""
        return form_field(db_field, **kwargs)

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing: the admin's own log would be a second trail. What is said is noted where it is saved, whoever saves it."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """Nothing, for the same reason."""

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self.saved(request, obj)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self.saved(request, obj)

    def saved(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Back to the list, and a toast that names what was saved."""
        self.message_user(request, _("Saved: %(name)s") % {"name": obj})
        return HttpResponseRedirect(reverse(self.as_section().url))

    def _get_obj_does_not_exist_redirect(self, request: HttpRequest, opts: Any, object_id: str) -> HttpResponse:
        raise Http404


class DesignersOnly(RoleOnly):
    """The programme's content."""

    roles = DESIGNERS


class AdministratorsOnly(RoleOnly):
    """Accounts and places: what is done to them is in the trail, whoever does it."""

    roles = ADMINISTRATORS


panel = Panel()
