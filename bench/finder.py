"""`python -m bench.finder`: how often the right card comes first, or among the first three, beside plain BM25 in the same run.

Two sets of queries in `bench/queries/`, by two writers who saw the cards' blueprint and no phrase. `development` was used to choose
how the ranking works and where its limits lie; `held-out` was never looked at. No phrase may be written from either: a test compares.
`--misses` lists what the development set got wrong; the held-out set keeps its queries to itself.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DEBUG", "true")
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
os.environ["DATABASE_URL"] = f"sqlite:///{tempfile.mkdtemp(prefix='floorwalk-bench-')}/bench.sqlite3"

import django  # noqa: E402

django.setup()

from django.core.management import call_command  # noqa: E402

from cards.finder import Found, deck, find  # noqa: E402
from cards.finder.words import words  # noqa: E402
from cards.models import Card  # noqa: E402

STYLES = ("short", "spoken", "slips", "indirect")
HARM_IN = ("harm", "not-harm", " ".join((*STYLES, "none")))
MARKS = "marks: hit@1 75%, hit@3 92%, of the indirect hit@3 80%"
Query = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--misses", action="store_true", help="list what the development set got wrong")
    asked = parser.parse_args()
    call_command("migrate", verbosity=0)
    call_command("load_programme", verbosity=0)
    cards = list(Card.objects.in_play())
    index = deck().index
    find("warm up", cards, index)
    plain = bm25(cards)
    for name in ("development", "held-out"):
        queries = [json.loads(line) for line in (ROOT / "bench" / "queries" / f"{name}.jsonl").read_text().splitlines()]
        print(f"\n{name}: {len(queries)} queries, {len(cards)} cards; {MARKS}")
        report(queries, lambda q: find(q, cards, index), plain)
        if asked.misses and name == "development":
            misses(queries, lambda q: find(q, cards, index))


def report(queries: list[Query], finder: Callable[[str], Found], plain: Callable[[str], list[int]]) -> None:
    began = time.process_time()
    found = {query["q"]: finder(query["q"]) for query in queries}
    each = (time.process_time() - began) / len(queries) * 1000
    order = {q: [match.card.number for match in one.matches] for q, one in found.items()}
    print(f"{'':12}{'finder':>28}{'plain BM25':>30}")
    for style in (*STYLES, "all"):
        some = [query for query in queries if query["style"] in ([style] if style != "all" else STYLES)]
        print(f"{style:12}{line(some, lambda q: order[q])}    {line(some, plain)}")
    none = [query["q"] for query in queries if query["style"] == "none"]
    print(f"fits no card: a card was shown for {share(order[q] for q in none)} (plain BM25: {share(plain(q) for q in none)})")
    alarms = {style: [found[one["q"]].harm for one in queries if one["style"] in style.split()] for style in HARM_IN}
    noticed, sounds, rest = (share(alarms[style]) for style in HARM_IN)
    print(f"speaks of harm: noticed {noticed}; alarmed by {sounds} that only sound like it, {rest} of all else")
    print(f"{each:.1f} ms of CPU a query")


def line(queries: list[Query], answer: Callable[[str], list[int]]) -> str:
    places = [place(query["card"], answer(query["q"])) for query in queries]
    first, three = (sum(at <= most for at in places) / len(places) for most in (1, 3))
    return f"hit@1 {first:4.0%}  hit@3 {three:4.0%}  MRR {statistics.mean(1 / at for at in places):.2f}"


def place(card: int, order: list[int]) -> float:
    return order.index(card) + 1 if card in order else math.inf


def share(these: Iterable[Any]) -> str:
    each = [bool(one) for one in these]
    return f"{sum(each)} of {len(each)}"


def misses(queries: list[Query], finder: Callable[[str], Found]) -> None:
    for query in queries:
        found = finder(query["q"])
        numbers = [match.card.number for match in found.matches][:3]
        if query["style"] in STYLES and query["card"] not in numbers[:1]:
            print(f"  {query['style']}: {query['q']!r} wants {query['card']}, got {numbers}")
        if query["style"] == "none" and numbers:
            print(f"  none: {query['q']!r} got {numbers}")
        if found.harm != (query["style"] == "harm"):
            print(f"  {'alarm' if found.harm else 'no alarm'}: {query['style']} {query['q']!r}")


def bm25(cards: list[Card], k1: float = 1.2, b: float = 0.75) -> Callable[[str], list[int]]:
    """Okapi BM25 over the whole text of each card. Source: S. Robertson and H. Zaragoza, "The Probabilistic Relevance Framework" (2009)."""
    texts = {card.number: Counter(words(text(card))) for card in cards}
    length = statistics.mean(sum(counts.values()) for counts in texts.values())
    holding = Counter(word for counts in texts.values() for word in counts)

    def points(query: str, counts: Counter[str]) -> float:
        size = k1 * (1 - b + b * sum(counts.values()) / length)
        rare = {word: math.log(1 + (len(texts) - holding[word] + 0.5) / (holding[word] + 0.5)) for word in words(query)}
        return sum(rare[word] * counts[word] * (k1 + 1) / (counts[word] + size) for word in words(query))

    def answer(query: str) -> list[int]:
        given = {number: points(query, counts) for number, counts in texts.items()}
        return sorted((number for number in given if given[number] > 0), key=lambda number: -given[number])

    return answer


def text(card: Card) -> str:
    edition = card.current
    assert edition
    lines = [
        edition.title,
        edition.heard,
        edition.moment,
        edition.open_with,
        edition.try_this,
        edition.say_permission,
        edition.why_it_matters,
    ]
    return " ".join([*lines, *edition.follow_ons, *edition.listen_for, *edition.search_words])


if __name__ == "__main__":
    main()
