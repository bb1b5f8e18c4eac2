"""The deck and the whole programme as files: looked at first, then all or nothing; and nothing in a file is trusted."""

from __future__ import annotations

import html
import io
import zipfile

import pytest
import yaml
from django.core.files.uploadedfile import SimpleUploadedFile

from cards.deck.archive import packed
from cards.deck.whole import whole
from cards.models import Card, Change, Edition, HeardAs, Kind, Mindset, Placeholder, Practice, Publication, Skill, Story

pytestmark = pytest.mark.django_db
URL = "/admin/files/"


@pytest.fixture
def designer(world, sign_in):
    return sign_in(world.designer)


def text(response) -> str:
    return html.unescape(response.content.decode())


def sent(client, content: bytes):
    return client.post(URL, {"zip": SimpleUploadedFile("deck.zip", content)})


def said_yes(client, page):
    kept = page.content.decode().split('name="kept" value="')[1].split('"')[0]
    return client.post(URL, {"kept": kept, "yes": ""}, follow=True)


def opened(response) -> dict[str, str]:
    assert response["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def empty() -> None:
    """A second organisation's database."""
    Publication.objects.all().delete()
    Card.objects.update(current=None)
    for model in (HeardAs, Edition, Card, Practice, Mindset, Skill, Kind, Story, Placeholder, Change):
        model.objects.all().delete()


def test_the_deck_goes_out_and_comes_in_again_unchanged(designer):
    files = opened(designer.get(f"{URL}deck.zip"))
    assert len(files) == 28 + 9 + 1
    page = sent(designer, packed(files))
    assert page.status_code == 200
    assert "38 same" in text(page)


def test_what_would_change_is_shown_and_nothing_is_until_yes(designer, world):
    files = opened(designer.get(f"{URL}deck.zip"))
    name = next(name for name in files if "played-it-back" in name)
    files[name] = files[name].replace("minutes: 2", "minutes: 3")
    page = sent(designer, packed(files))
    assert "minutes: 2 -> 3" in text(page)
    card = Card.objects.get(slug="played-it-back")
    assert card.editions.count() == 1
    assert "wait as drafts" in text(said_yes(designer, page))
    card.refresh_from_db()
    assert (card.current.minutes, card.draft.minutes, card.draft.made_by) == (2, 3, world.designer)


def test_every_mistake_is_named_by_file_and_field_and_nothing_is_taken_in(designer):
    files = opened(designer.get(f"{URL}deck.zip"))
    names = [name for name in files if name.startswith("card-0")][:2]
    files[names[0]] = files[names[0]].replace("minutes: 2", "minutes: many")
    files[names[1]] += "unheard_of: 1\n"
    page = sent(designer, packed(files))
    assert page.status_code == 422
    assert f"{names[0]}: minutes: 'many' is not a whole number." in text(page)
    assert f"{names[1]}: unheard_of: there is no such field." in text(page)
    assert not Edition.objects.filter(number=2).exists()


def test_the_whole_programme_starts_a_second_organisation(designer, world):
    Practice.objects.filter(slug="go-first").update(say_it="Watch me first.")
    Placeholder.objects.filter(words="support route").update(value="a secret number")
    sent_out = opened(designer.get(f"{URL}programme.zip"))
    assert "a secret number" not in "".join(sent_out.values())
    empty()
    page = sent(designer, packed(sent_out))
    assert "made card played-it-back" in text(page)
    assert not Card.objects.exists()
    said_yes(designer, page)
    assert whole() == sent_out
    assert Card.objects.in_play().count() == 28
    assert Practice.objects.get(slug="go-first").say_it == "Watch me first."


def test_a_programme_that_comes_in_leaves_what_a_designer_here_wrote(designer, world):
    files = whole()
    files["practices.yaml"] = files["practices.yaml"].replace("Go first", "Go on")
    practice = Practice.objects.get(slug="go-first")
    practice.name, practice.by = "Ours", world.designer
    practice.save()
    page = sent(designer, packed(files))
    assert "left practice go-first: a designer changed it" in text(page)
    said_yes(designer, page)
    practice.refresh_from_db()
    assert practice.name == "Ours"


def bomb() -> bytes:
    """Ten megabytes of nothing in ten kilobytes."""
    return packed({"card-01-a.yaml": " " * 10_000_000})


def lying_bomb() -> bytes:
    """The same, which says it is small."""
    content = bytearray(packed({"card-01-a.yaml": "a" * 3_000_000}))
    for header, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.index(header) + at
        content[start : start + 4] = (100).to_bytes(4, "little")
    return bytes(content)


def laughs() -> bytes:
    lines = ["a0: &a0 [lol, lol]", *(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9))]
    return packed({"card-01-a.yaml": "\n".join(lines)})


@pytest.mark.parametrize(
    "content",
    [
        b"no zip at all", b"", b"PK\x03\x04" + b"\0" * 60, b"x" * 180_001, bomb(), lying_bomb(), laughs(),
        packed({"card-01-a.yaml": "!!python/object/apply:os.system ['true']"}), packed({"evil.html": "<script>"}),
        packed({"a/card-01-a.yaml": "a: 1", "b/card-01-a.yaml": "a: 1"}), packed({f"card-{n}-a.yaml": "a: 1" for n in range(301)}),
        packed({"mindsets.yaml": "- *x"}), packed({"mindsets.yaml": "- 1"}), packed({"card-01-a.yaml": "[" * 5000}), packed({}),
    ],
)  # fmt: skip
def test_what_is_no_deck_is_refused_and_changes_nothing(designer, content):
    before = yaml.safe_dump(sorted(whole().items()))
    page = sent(designer, content)
    assert page.status_code == 422
    assert "Nothing was changed" in text(page)
    assert yaml.safe_dump(sorted(whole().items())) == before


def test_a_name_that_leads_elsewhere_stays_inside(designer, tmp_path):
    page = sent(designer, packed({f"../../../..{tmp_path}/card-01-a.yaml": "a: 1"}))
    assert page.status_code == 422
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kept", ["", "%%%", "AAAA"])
def test_a_yes_to_nothing_does_nothing(designer, kept):
    assert designer.post(URL, {"kept": kept, "yes": ""}).status_code == 422
