"""Points by name, from how often the pieces of each word were said."""

from __future__ import annotations

import math
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cards.finder.index import Index
from cards.finder.ranking import SCALE, log, rank
from cards.finder.words import pieces, words

TEXTS = {
    "notes": ["asked twice", "never read the notes"],
    "no": ["the system won't let me", "could not say no", "no no no"],
    "news": ["ignored the sad news"],
}
INDEX = Index.of(TEXTS)


def best(query: str, index: Index = INDEX) -> str:
    points = rank(query, index).points
    return max(points, key=lambda name: points[name])


def test_the_index_counts_each_word_for_each_name():
    assert INDEX.names == ("notes", "no", "news")
    assert INDEX.said["the"] == {0: 1, 1: 1, 2: 1}
    assert INDEX.said["no"] == {1: 4}
    assert INDEX.pieces[" no "] == {1: 4}
    assert INDEX.pieces[" no"] == {0: 1, 1: 5}  # notes; no, and not
    assert INDEX.sizes[2] == sum(len(pieces(word)) for word in words("ignored the sad news"))


def test_what_was_never_said_of_anything_gives_no_points():
    assert set(rank("", INDEX).points.values()) == {0}
    assert set(rank("qqqq", INDEX).points.values()) == {0}


@pytest.mark.parametrize("query", ["SYSTEM", "won't", "wont", "systems", "he kept saying the system won't let me"])
def test_case_apostrophes_and_forms_make_no_difference(query):
    assert best(query) == "no"


@pytest.mark.parametrize(("slip", "name"), [("sistem", "no"), ("systm", "no"), ("ntoes", "notes"), ("ignred", "news")])
def test_a_slip_still_finds_its_word(slip, name):
    assert best(slip) == name


def test_a_word_said_everywhere_speaks_for_nothing_much():
    assert max(rank("the", INDEX).points.values()) < max(rank("sad", INDEX).points.values())


def test_points_are_those_of_the_multinomial_model():
    """Against the textbook's formula in floating point, with half a count added to each."""
    everything: Counter[str] = Counter()
    counts = {name: Counter(piece for line in lines for word in words(line) for piece in pieces(word)) for name, lines in TEXTS.items()}
    for count in counts.values():
        everything.update(count)
    kinds = len(everything)
    query = "never said no news"
    for name, count in counts.items():
        wanted = sum(
            math.log((count[piece] + 0.5) / (count.total() + kinds / 2))
            - math.log((everything[piece] + 1.5) / (everything.total() + kinds * 1.5))
            for word in words(query)
            for piece in pieces(word)
            if piece in everything
        )
        assert rank(query, INDEX).points[name] == pytest.approx(wanted * SCALE, abs=60)  # each of some forty terms is rounded


def test_what_each_word_gave_adds_up():
    ranking = rank("never say no", INDEX)
    assert [word for word, _ in ranking.by_word] == ["never", "say", "no"]
    assert ranking.points == {name: sum(given[name] for _, given in ranking.by_word) for name in INDEX.names}


def test_only_the_first_two_hundred_characters_count():
    assert rank("q" * 200 + " system", INDEX).points == rank("q" * 200, INDEX).points


def test_a_name_with_many_phrases_has_no_head_start():
    index = Index.of({"a": ["red"], "b": ["blue"] * 50, "c": ["green"]})
    assert best("red", index) == "a"
    assert rank("red", index).points["b"] < 0


def test_a_logarithm_is_never_near_half_a_point():
    """Python and browsers may differ in the last bit of a logarithm; rounded, they must not."""
    nearest = min(abs((SCALE * math.log(halves / 2)) % 1 - 0.5) for halves in range(1, 200_000))
    assert nearest > 1e-7
    assert log(2) == 0


@given(st.dictionaries(st.sampled_from("abcd"), st.lists(st.text(max_size=20), max_size=4), min_size=1), st.text(max_size=60))
def test_whatever_was_said_every_name_has_whole_points(texts, query):
    index = Index.of(texts)
    points = rank(query, index).points
    assert set(points) == set(texts)
    assert all(isinstance(given, int) for given in points.values())
