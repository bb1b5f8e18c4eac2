"""The Compelling Story as the demo's made-up company tells it: the draft that comes with the programme, filled in."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Leadership, User
from cards.models import Story, StoryTold

# What the draft leaves to the organisation, word by word, and what this one put there.
FILLED_IN = {
    "{what customers tell us} goes from {today} to {goal} by {date}": "Interaction NPS, what customers say of us right after, goes from 14 to 30 by next summer.",  # noqa: E501
    "{one business measure} goes from {today} to {goal} by {date}": "The average sales order goes from £41 to £45 by next summer.",
    "{what our people tell us} goes from {today} to {goal} by {date}": "Colleagues who are glad to work here go from 63 in 100 to 70 by next summer.",  # noqa: E501
    "{One fact from the last three months.}": "Since August, one call in five was a second call about the same thing.",
    "{a customer's own words}": "I told three people, and then I told you",
    "{What stays the same about hours, pay and roles, if you can promise it}": "Hours, pay and roles stay as they are this year.",
    "{Something people love about this place that nobody wants to lose}": "Friday breakfast stays, and so does Marek's playlist.",
    "{name}": "Marcus",
    "{how soon}": "Friday",
}
# Which of the five measures tells of which objective.
KNOWN_BY = {"interaction-nps": 1, "sales-order-value": 2, "employee-satisfaction": 3}
ASKED = ("Who decides when we may make an exception?", "", "What about calls that take longer?")


def told(now: datetime) -> None:
    """All but the last two leaders have told their team, a fortnight ago and since; some wrote down what was asked."""
    story = Story.objects.current()
    for place, leading in enumerate(Leadership.objects.filter(cover=False, ends_at=None).select_related("team").order_by("pk")[:6]):
        if story:
            on = leading.team.today(now) - timedelta(days=14 - 2 * place)
            StoryTold.tell(leading.leader, story, leading.team, on, ASKED[place % len(ASKED)])


def tell(designer: User) -> None:
    """Publish the story, once; nothing is left in curly brackets."""
    draft = Story.objects.filter(published_at=None).order_by("number").first()
    if draft is None or Story.objects.current():
        return
    told = {name: _filled(getattr(draft, name)) for name in ("objectives", "why_now", "what_changes", "what_stays", "you_can_ask_of_us")}
    story = Story.objects.create(number=draft.number + 1, headline=draft.headline, closing_question=draft.closing_question, **told)
    story.publish(by=designer)


def _filled(words: object) -> object:
    """Text, a list of texts, or a list of dictionaries of texts, with the blanks filled in."""
    if isinstance(words, list):
        return [_filled(one) for one in words]
    if isinstance(words, dict):
        return {key: _filled(one) for key, one in words.items()}
    text = str(words)
    for blank, filled in FILLED_IN.items():
        text = text.replace(blank, filled)
    return text
