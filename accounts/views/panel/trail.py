"""What was changed about people and places, in the panel: all of it in one list."""

from __future__ import annotations

from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.http import require_safe

from accounts.access import SignedIn
from accounts.models import Act
from accounts.panel import panel
from accounts.told import A_PAGE, lines
from config.pages import page

LONGEST = 120  # of what is looked for


@require_safe
def trail(request: SignedIn) -> HttpResponse:
    """The newest first; of one name, of one kind of act."""
    asked, what = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST], request.GET.get("what", "")
    acts = Act.objects.visible_to(request.user).latest_first()
    if asked:
        acts = acts.filter(Q(name__icontains=asked) | Q(by__name__icontains=asked))
    what = what if what in Act.What.values else ""
    found = page(request, acts.filter(what=what) if what else acts, A_PAGE)
    chosen = QueryDict(urlencode({name: value for name, value in (("q", asked), ("what", what)) if value}))
    shown = {"page": found, "lines": list(lines(found.rows)), "q": asked, "what": what, "kinds": Act.What.choices, "chosen": chosen}
    return render(request, "admin/accounts/trail.html", {**panel.each_context(request), **shown})
