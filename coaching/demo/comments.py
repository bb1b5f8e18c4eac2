"""What the demo's customers said, by site and week; made up, names and numbers hidden as on the way in."""

from __future__ import annotations

from datetime import date, timedelta

from accounts.models import Site, Team, User
from coaching.models import Comment, CommentFile

from .names import LEADER

# How many weeks ago, the words, the tone.
SAID = (
    (0, "[name] rang back when they said they would. Nobody rings back.", "good"),
    (0, "First time somebody told me what the first bill would look like before it came.", "good"),
    (0, "Long wait, then a clear answer.", "mixed"),
    (1, "They said straight away that it was your mistake, and put it right while I was on the line.", "good"),
    (1, "I asked twice for the same thing. The third person knew at once.", "mixed"),
    (1, "They read my own words back to me. So I knew they had heard it.", "good"),
    (2, "I was passed on three times and told the story four times.", "poor"),
    (2, "[name] stayed on the line until my card machine took a payment. That is service.", "good"),
    (3, "Friendly, and quicker than the website.", "good"),
    (4, "Nobody could say when the engineer would come.", "poor"),
)


def bring(by: User, today: date) -> None:
    """The same words at every site would be odd: each says them in weeks of its own. One waits for the demo's leader."""
    monday, file = today - timedelta(days=today.weekday()), CommentFile.objects.create(brought_by=by)
    for place, site in enumerate(Site.objects.order_by("name")):
        for weeks, words, tone in SAID[place::2] if place else SAID:
            Comment.put(by, {"site": site, "week": monday - timedelta(weeks=weeks + place), "words": words, "tone": tone}, file)
    file.lines = Comment.objects.count()
    file.save(update_fields=["lines"])
    team = Team.objects.filter(leaderships__leader__email=LEADER.email).select_related("site").first()
    first = team and Comment.objects.filter(site=team.site, tone=Comment.Tone.GOOD).by_week().first()
    if team and first:
        first.keep(team, by)
