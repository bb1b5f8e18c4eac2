"""What is wrong with a file is said with its name, the field and the rule, and all of it at once."""

from __future__ import annotations

import pytest
import yaml

from cards.deck.files import read_folder
from tests.cards.deck.exemplar import FOLDER, changed

NAME = "card-07-the-question-that-cracked-it.yaml"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / NAME).write_text((FOLDER / NAME).read_text())
    return tmp_path


def complaints(folder) -> list[str]:
    return [str(problem) for problem in read_folder(folder).problems]


def swap(folder, old: str, new: str) -> None:
    text = (folder / NAME).read_text()
    assert old in text
    (folder / NAME).write_text(text.replace(old, new, 1))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: The question that cracked it", "title: No", "title: False is not text."),
        ("title: The question that cracked it", "title: 7", "title: 7 is not text."),
        ("title: The question that cracked it", "title:", "title: None is not text."),
        ("title: The question that cracked it", 'title: "a\\0b"', "title: holds the character U+0000"),
        ("number: 7", "number: seven", "number: 'seven' is not a whole number."),
        ("number: 7", "number: yes", "number: True is not a whole number."),
        ("  - What had you noticed by then?", "  - 2026-01-01", "follow_ons 1: datetime.date(2026, 1, 1) is not text."),
        ("search_words: [", "search_words: root #[", "search_words: 'root' is not a list."),
        ("  when: later-today", "  when: off", "check_back.when: False is not text."),
        ("  when: later-today", "  hour: 7\n  when: later-today", "check_back.hour: there is no such field."),
        ("minutes: 2", "minuets: 2", "minutes: C0, the field is missing."),
        ("minutes: 2", "minutes: 2\nmood: kind", "mood: there is no such field."),
        ("minutes: 2", "minutes: 2\ncare_first: maybe", "care_first: 'maybe' is neither true nor false."),
        ("minutes: 2", "minutes: 2\nheard_as: no", "heard_as: False is not a list."),
        ("number: 7", "number: 7\nnumber: 8", "line 2: number is here twice"),
        ("  when: later-today", "  when: later-today\n  when: next-shift", "when is here twice"),
        ("minutes: 2", "minutes: &a 2\nheard: *a", "anchors and aliases"),
        ("minutes: 2", "minutes: [2", "cannot be read as YAML"),
        ("minutes: 2", "minutes: !!python/object/apply:os.system [ls]", "cannot be read as YAML"),
        ("minutes: 2", "<<: {minutes: 2}", "'<<' is not used here"),
    ],
)
def test_a_slip_is_named(folder, old, new, expected):
    swap(folder, old, new)
    found = complaints(folder)
    assert any(expected in complaint and complaint.startswith(NAME) for complaint in found), found


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "holds no fields"),
        (b"- 7", "holds no fields"),
        (b"title: caf\xe9", "is not UTF-8 text"),
        (b"a: " + b"x" * 200_000, "is larger than 200 kB"),
        (b"a: " + b"[" * 5000, "cannot be read as YAML"),
        (b"a: \x07", "cannot be read as YAML"),
        (b"a: 1\n---\nb: 2", "cannot be read as YAML"),
        (b"? [a, b]\n: 1", "cannot be read as YAML"),
        (b"a: 2026-99-99", "cannot be read as YAML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(folder, content, expected):
    (folder / NAME).write_bytes(content)
    [complaint] = complaints(folder)
    assert complaint.startswith(f"{NAME}: {expected}")


def test_links_and_folders_are_not_followed(folder):
    (folder / "card-08-link.yaml").symlink_to(folder / NAME)
    (folder / "card-09-folder.yaml").mkdir()
    assert [complaint.split(":")[1] for complaint in complaints(folder)] == [" is not a plain file"] * 2


def test_every_slip_of_every_file_is_said_at_once(folder):
    swap(folder, "minutes: 2", "mood: kind")
    (folder / "card-10-x.yaml").write_text(yaml.safe_dump(changed(10, title=False, **{"check_back.ask": 1})))
    assert len(complaints(folder)) == 4


def test_a_name_that_may_be_a_slip_is_reported_and_other_files_are_not_ours(folder):
    for name in ("card-7.yaml", "cards.yml", "README.md", ".hidden.yaml"):
        (folder / name).write_text("x")
    assert [complaint.split(":")[0] for complaint in complaints(folder)] == ["card-7.yaml", "cards.yml"]


def test_two_files_for_one_card_are_reported(folder):
    (folder / "card-08-copy.yaml").write_text((folder / NAME).read_text())
    assert [complaint[:27] for complaint in complaints(folder)] == ["card-08-copy.yaml: number: ", "card-08-copy.yaml: id: 'the"]


@pytest.mark.parametrize("missing", [True, False])
def test_a_folder_without_a_deck_is_reported(tmp_path, missing):
    assert len(complaints(tmp_path / "gone" if missing else tmp_path)) == 1


def test_a_file_from_windows_is_read(folder):
    text = (folder / NAME).read_text()
    (folder / NAME).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert complaints(folder) == []
    assert read_folder(folder).cards[0].text.title == "The question that cracked it"
