"""`deck export`: the published deck in a folder, whole or not at all."""

from __future__ import annotations

import pytest
import yaml
from django.core.management import CommandError

from cards.models import Card, Story
from tests.cards.deck.conftest import deck, exported
from tests.cards.deck.exemplar import FOLDER

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "new" / "deck"


def contents(folder) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.iterdir()}


def test_every_card_practice_and_the_story_get_a_file(folder):
    assert "38 files in" in deck("export", folder)
    assert contents(folder) == exported()
    assert len(list(folder.glob("card-*.yaml"))) == 28
    assert len(list(folder.glob("practice-*.yaml"))) == 9


def test_a_shipped_exemplar_comes_out_with_its_own_data(folder):
    deck("export", folder)
    name = "card-24-ask-for-two-minutes.yaml"
    wanted, said = (yaml.safe_load((place / name).read_text()) for place in (FOLDER, folder))
    assert {field: said[field] for field in wanted} == wanted
    assert set(said) - set(wanted) <= {"heard", "heard_as", "care_first"}
    assert said["care_first"] is True


def test_a_practice_lists_the_cards_in_play(folder, designer):
    Card.objects.get(number=3).retire(by=designer)
    deck("export", folder)
    assert yaml.safe_load((folder / "practice-5-give-permission.yaml").read_text())["linked_cards"] == [12, 14, 28]
    assert not list(folder.glob("card-03-*"))


def test_the_story_leaders_see_comes_before_a_newer_draft(folder):
    Story.objects.get().publish()
    Story.objects.create(number=2, headline="A newer draft.", why_now="x", closing_question="What?")
    deck("export", folder)
    assert "A newer draft." not in (folder / "compelling-story.yaml").read_text()


def test_the_same_deck_gives_the_same_bytes_and_may_be_written_again(folder):
    deck("export", folder)
    before = contents(folder)
    deck("export", folder)
    assert contents(folder) == before
    assert [path.name for path in folder.parent.iterdir()] == ["deck"]


@pytest.mark.parametrize("name", ["notes.txt", "card-24-ask-for-two-minutes.yaml"])
def test_what_was_there_is_not_written_over_without_force(folder, name):
    folder.mkdir(parents=True)
    (folder / name).write_text("mine")
    with pytest.raises(CommandError, match="holds other files"):
        deck("export", folder)
    assert contents(folder) == {name: "mine"}


def test_with_force_the_files_are_replaced_and_others_stay(folder, tmp_path):
    folder.mkdir(parents=True)
    (tmp_path / "outside").write_text("mine")
    (folder / "notes.txt").write_text("mine")
    (folder / "compelling-story.yaml").symlink_to(tmp_path / "outside")
    assert "Left as it was: notes.txt" in deck("export", folder, "--force")
    assert contents(folder) == exported() | {"notes.txt": "mine"}
    assert (tmp_path / "outside").read_text() == "mine"


def test_a_file_is_no_folder(tmp_path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(CommandError, match="is a file"):
        deck("export", tmp_path / "file")


def test_a_write_that_fails_leaves_nothing_behind(folder, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr("pathlib.Path.write_text", full)
    with pytest.raises(CommandError, match=r"Nothing was written\. No space left"):
        deck("export", folder)
    assert not folder.exists()
    assert list(folder.parent.iterdir()) == []
