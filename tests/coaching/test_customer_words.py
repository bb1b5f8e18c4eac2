"""What must not stand in a customer's comment is hidden before anybody keeps it; what it says stays."""

from __future__ import annotations

import pytest
from django.utils import timezone

from coaching.customer_words import Known, masked, says_enough
from tests import make

KNOWN = Known(first=frozenset({"ada", "ben", "will", "björn"}), last=frozenset({"price", "hughes", "o'neil"}))


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("Write to joe.bloggs+x@mail.example.co.uk, please", "Write to [e-mail], please"),
        ("See https://example.com/me?a=1 or www.example.com now", "See [link] or [link] now"),
        ("Ring me on 07700 900123 today", "Ring me on [number] today"),
        ("Ring me on +44 (0)7700-900.123.", "Ring me on [number]."),
        ("It is order 4711, and no answer", "It is order [number], and no answer"),
        ("Order no. 471 was late", "Order no. [number] was late"),
        ("My case number is 8812", "My case number is [number]"),
        ("Reference AB-12345 again", "Reference [number] again"),
        ("It was #4711 again", "It was [number] again"),
        ("I live at SW1A 1AA near you", "I live at [place] near you"),
        ("Ada Price was a star, so was ben", "[name] was a star, so was [name]"),
        ("Ben's answer was clear", "[name] answer was clear"),
        ("Mrs Okonkwo here: thank you", "[name] here: thank you"),
        ("My name is Zoltan Kovacs and I am glad", "My name is [name] and I am glad"),
        ("Thank you, @ada_p!", "Thank you, [name]!"),
        ("Björn helped", "[name] helped"),
        ("I spoke to Quentin for an hour", "I spoke to [name] for an hour"),
    ],
)
def test_names_numbers_and_addresses_are_hidden(said, kept):
    assert masked(said, KNOWN) == kept


@pytest.mark.parametrize(
    "said",
    [
        "When will you ring me back?",
        "The price was fair, and 3 of 5 calls took 20 minutes",
        "It cost 1,250 pounds in 2026",
        "I'd ring again. 10 out of 10",
    ],
)
def test_what_tells_of_nobody_stays_as_it_is(said):
    assert masked(said, KNOWN) == said


def test_a_name_that_is_a_word_is_hidden_with_a_capital_only():
    assert masked("Will said that he will", KNOWN) == "[name] said that he will"


def test_hidden_twice_says_the_same_as_once():
    once = masked("Ada at ada@example.com, 07700 900123, order 4711", KNOWN)
    assert masked(once, KNOWN) == once


def test_lines_become_one():
    assert masked(" one\n\ttwo  three ", KNOWN) == "one two three"


@pytest.mark.parametrize(("text", "enough"), [("[name] [number]!", False), ("ok", False), ("[name]: yes", True)])
def test_a_comment_has_to_be_left_with_words_of_its_own(text, enough):
    assert says_enough(text) is enough


@pytest.mark.django_db
def test_everybody_who_works_here_or_did_is_known_by_name(world, django_assert_num_queries):
    make.advisor(world.blue, "Greta Vandermeer", known_as="Gigi", left_at=timezone.now())
    with django_assert_num_queries(2):
        known = Known.now()
    kept = masked("Gigi, Greta, Amir and Vandermeer were kind, as was hana", known)
    assert kept == "[name], [name], [name] and [name] were kind, as was [name]"
