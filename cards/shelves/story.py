"""The Compelling Story, in the panel: a draft, filled in, published. A published one is never changed: other words are a new draft."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Max
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.panel import panel
from cards.deck.rubric import check_story
from cards.deck.rubric.lines import OBJECTIVE_LIMIT, OBJECTIVES
from cards.deck.standing import missing
from cards.deck.stored import STORY, story_text
from cards.models import Story
from cards.panel.findings import Judgement, weighed
from cards.shelves.checked import CheckedShelf
from cards.shelves.groups import Groups
from cards.shelves.shelf import Written
from config.lines import Lines

A_LINE, LINES = 110, 8  # what two minutes hold, and a page of the booklet
PARTS = {
    "for": (gettext_lazy("For"), 20),
    "text": (gettext_lazy("What we are here to do"), OBJECTIVE_LIMIT),
    "how_we_will_know": (gettext_lazy("How we will know"), OBJECTIVE_LIMIT),
}


class StoryForm(Written):
    objectives = Groups(label=gettext_lazy("objectives"), parts=PARTS, places=OBJECTIVES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, Lines):
                field.longest, field.most = A_LINE, LINES


@admin.register(Story, site=panel)
class Stories(CheckedShelf):
    says = gettext_lazy("Why the work matters: draft, fill in, publish")
    icon, order = "note", 25
    form = StoryForm
    change_form_template = "admin/content/story.html"
    list_display = ("headline", "state")
    ordering = ("-number",)
    fields = ("headline", "why_now", "objectives", "what_changes", "what_stays", "you_can_ask_of_us", "closing_question", "film", "seen")

    @admin.display(description=gettext_lazy("state"))
    def state(self, row: Story) -> str:
        return _("Published") if row.published_at else _("Draft")

    def judged(self, row: Story) -> Judgement:
        text = story_text(row)
        return weighed(Story, text, check_story(text))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """A new one begins with the words of the newest."""
        newest = Story.objects.order_by("number").last()
        return {name: getattr(newest, name) for name in STORY} if newest else {}

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or obj.published_at:
            last = Story.objects.aggregate(last=Max("number"))["last"] or 0
            obj.pk, obj.number, obj.published_at, obj.published_by, obj.loaded = None, last + 1, None, None, ""
            obj._state.adding = True
        super().save_model(request, obj, form, change)

    def saved(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """To the draft, where it can be published."""
        self.message_user(request, _("Saved as a draft"))
        return HttpResponseRedirect(reverse("admin:cards_story_change", args=[obj.pk]))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        story = context.get("original")
        if story and not story.published_at:
            context["stops"] = [*missing(story_text(story)), *(str(one) for one in check_story(story_text(story)) if one.hard)]
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        return [
            path("<int:object_id>/publish/", panel.for_roles(self.publish, self.roles), name="cards_story_publish"),
            *super().get_urls(),
        ]

    def publish(self, request: HttpRequest, object_id: int) -> HttpResponse:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        story = get_object_or_404(Story, pk=object_id)
        text = story_text(story)
        if request.POST.get("seen") != story.seen:
            messages.warning(request, _("Somebody changed it while you looked. Read it again before you publish it."))
        elif missing(text) or any(one.hard for one in check_story(text)):
            messages.warning(request, _("Not published: there is something to put right first."))
        else:
            story.publish(by=request.user)
            messages.success(request, _("Published: leaders see it now"))
        return HttpResponseRedirect(reverse("admin:cards_story_change", args=[story.pk]))
