"""The phone finds what the server finds: the finder's two halves give the same points, order, reasons and marks."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from cards.finder.finding import find, marked
from cards.finder.index import Index
from cards.finder.ranking import rank
from cards.models import Card, Edition
from tests.e2e.server import Server

QUERIES = Path(__file__).resolve().parents[2] / "bench" / "queries"
ODD = [
    "",
    " ",
    "\0",
    "🙂",
    "won’t",
    "Café CAFÉ cafe\u0301",
    "Straße ŁÓDŹ İstanbul ΣΊΣΥΦΟΣ",
    "٤٢",
    "ﬁne ½ Ⅷ",
    "a" * 500,
    "👩🏽‍🚀 " * 120,
    "x-y_z",
    "مرحبا",
]

ASK = """async ([queries, texts, modules, index]) => {
  const { Index, rank } = await import(modules.ranking);
  const { find, marked } = await import(modules.finding);
  const data = await (await fetch(index)).json();
  const made = new Index(data.index), cards = data.cards.map((card, number) => ({ ...card, number }));
  return queries.map((query) => {
    const { matches, harm } = find(query, cards, made);
    return {
      points: rank(query, made).points, harm,
      order: matches.map(({ card, points, because }) => [card.slug, points, because]),
      marks: texts.map((text) => marked(text, query, made)),
    };
  });
}"""


def modules(floor: Server) -> dict[str, str]:
    names = json.loads((floor.prepared.static / "staticfiles.json").read_text())["paths"]
    return {name: f"/static/{names[f'js/finder/{name}.js']}" for name in ("ranking", "finding")}


def garbled(seed: int) -> list[str]:
    """The queries with letters dropped, doubled and swapped, and some glued together: what no list of ours holds."""
    dice = random.Random(seed)
    lines = [json.loads(line)["q"] for name in ("development", "held-out") for line in (QUERIES / f"{name}.jsonl").read_text().splitlines()]
    return lines + [_slipped(dice, dice.choice(lines)) for _ in range(500)]


def _slipped(dice: random.Random, line: str) -> str:
    letters = list(line)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(len(letters))
        letters[at] = dice.choice(["", letters[at] * 2, dice.choice("aeiounst '’-É…"), letters[at].upper()])
    return "".join(letters)


@pytest.fixture
def twin(leader_page: Page) -> Any:
    """What the server's half makes of the very index that the phone was given."""
    leader_page.goto("/cards/")
    url = leader_page.locator("fw-finder").get_attribute("data-index")
    assert url
    data = leader_page.request.get(url).json()
    packed = data["index"]
    said = {
        word: dict(zip(flat[::2], flat[1::2], strict=True)) for word, flat in zip(packed["words"].split(" "), packed["said"], strict=True)
    }
    index = Index(tuple(packed["names"]), said, tuple(packed["signs"]))
    cards = [Card(number=at, slug=card["slug"], care_first=card["care"], current=Edition()) for at, card in enumerate(data["cards"])]
    return url, index, cards


def test_the_phone_and_the_server_find_the_same(leader_page: Page, floor: Server, twin: Any):
    url, index, cards = twin
    queries = [*ODD, *garbled(seed=28)]
    texts = ["They had to say no, and it got lost in apologies and ‘the system won't let me’.", "Behind the anger", "CAFÉS & custmers"]
    phone = leader_page.evaluate(ASK, [queries, texts, modules(floor), url])
    assert len(phone) == len(queries) > 1000
    for query, there in zip(queries, phone, strict=True):
        here = find(query, cards, index)
        assert there["points"] == rank(query, index).points, query
        assert there["harm"] == here.harm, query
        assert there["order"] == [[match.card.slug, match.points, list(match.because)] for match in here.matches], query
        assert there["marks"] == [[list(piece) for piece in marked(text, query, index)] for text in texts], query
