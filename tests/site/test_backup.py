"""A backup in one file: whole and checked, or not there at all. On small databases; the drill is in tests/e2e/faults."""

from __future__ import annotations

import json
import threading
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command

from config.backup import Refused, keeping, making, manifest, restoring
from tests.site.backups import AT, backed_up, damaged, notes, small, sqlite3


def test_it_says_what_is_in_it(tmp_path):
    with ZipFile(backed_up(tmp_path)) as archive:
        said = json.loads(archive.read("manifest.json"))
    assert (said["made_at"], said["build"], said["migrations"]) == (AT.isoformat(), "0.1.0", ["coaching.0001_initial"])
    assert said["counts"] == {"django_migrations": 2, "note": 50, "team": 2}


def test_put_back_it_is_what_it_was(tmp_path):
    file = backed_up(tmp_path)
    live = small(tmp_path / "live.sqlite3", notes=3)
    with restoring.unpacked(file, tmp_path) as (_said, copy):
        restoring.put_in(copy, live)
    assert notes(live) == 50
    assert manifest.broken(live) == ""
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_whoever_reads_while_it_is_put_back_reads_the_old_one_to_the_end(tmp_path):
    """With the server up: no file is moved under anybody."""
    file, live = backed_up(tmp_path), small(tmp_path / "live.sqlite3", notes=3)
    with closing(sqlite3.connect(live, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        assert reader.execute("SELECT count(*) FROM note").fetchone() == (3,)
        with restoring.unpacked(file, tmp_path) as (_said, copy):
            restoring.put_in(copy, live)
        assert reader.execute("SELECT count(*) FROM note").fetchone() == (3,)
        reader.execute("COMMIT")
        assert reader.execute("SELECT count(*) FROM note").fetchone() == (50,)


def test_a_write_that_is_under_way_is_waited_for(tmp_path):
    file, live = backed_up(tmp_path), small(tmp_path / "live.sqlite3", notes=3)
    writer = sqlite3.connect(live, isolation_level=None, check_same_thread=False)
    writer.execute("BEGIN IMMEDIATE")
    writer.execute("INSERT INTO note (words) VALUES ('late')")
    end = threading.Timer(0.4, lambda: writer.execute("COMMIT"))
    end.start()
    with restoring.unpacked(file, tmp_path) as (_said, copy):
        restoring.put_in(copy, live)
    end.join()
    writer.close()
    assert notes(live) == 50


def test_every_row_that_was_there_before_it_began_is_in_it_while_others_write(tmp_path):
    """R11: twelve in a row under a writer that never rests."""
    live, told, stop = small(tmp_path / "live.sqlite3", notes=0), [], threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(live, timeout=20)) as rows:
            while not stop.is_set():
                told.append(rows.execute("INSERT INTO note (team_id, words) VALUES (2, 'x')").lastrowid)
                rows.commit()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for n in range(12):
            before = set(told[:-1])
            making.make(live, tmp_path / f"{n}.zip", "0.1.0", AT)
            with restoring.unpacked(tmp_path / f"{n}.zip", tmp_path) as (_said, copy), manifest.opened(copy) as rows:
                assert before <= {pk for (pk,) in rows.execute("SELECT id FROM note")}
    finally:
        stop.set()
        writer.join()
    assert len(told) > 50


def test_it_takes_no_others_place(tmp_path):
    file = backed_up(tmp_path)
    before = file.read_bytes()
    with pytest.raises(Refused, match="is there already"):
        making.make(tmp_path / "used.sqlite3", file, "0.1.0", AT)
    assert file.read_bytes() == before


def test_of_a_damaged_database_none_is_made_and_it_says_what_to_do(tmp_path):
    """R14"""
    live = damaged(small(tmp_path / "live.sqlite3", notes=500))
    with pytest.raises(Refused, match=r"damaged.*restore FILE"):
        making.make(live, tmp_path / "b.zip", "0.1.0", AT)
    assert not (tmp_path / "b.zip").exists()
    assert list(tmp_path.glob(".floorwalk*")) == []


def test_a_row_that_points_nowhere_is_damage_too(tmp_path):
    live = small(tmp_path / "live.sqlite3")
    with manifest.opened(live) as rows:
        rows.execute("UPDATE note SET team_id = 99 WHERE id = 7")
    with pytest.raises(Refused, match="a row of note points at a row of team"):
        making.make(live, tmp_path / "b.zip", "0.1.0", AT)


def test_where_the_disk_is_full_nothing_of_it_is_left(tmp_path, monkeypatch):
    """R07"""

    def full(*_said) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(making.ZipFile, "write", full)
    with pytest.raises(Refused, match="No space left on device"):
        making.make(small(tmp_path / "live.sqlite3"), tmp_path / "b.zip", "0.1.0", AT)
    assert sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("live")) == []


def test_what_a_killed_backup_left_goes_with_the_next_one_a_day_later(tmp_path, monkeypatch):
    left, young = tmp_path / f"{making.UNFINISHED}old", tmp_path / f"{making.UNFINISHED}young"
    left.mkdir()
    (left / making.DATABASE).write_text("a whole copy")
    monkeypatch.setattr(making, "DAY", -1)
    backed_up(tmp_path)
    assert not left.exists()
    young.mkdir()
    monkeypatch.setattr(making, "DAY", 24 * 60 * 60)
    making.make(tmp_path / "used.sqlite3", tmp_path / "c.zip", "0.1.0", AT)
    assert young.exists()


def spoilt(file: Path, what: str) -> Path:
    """The same archive, with one thing in it other than it was made."""
    with ZipFile(file) as archive:
        said, database = json.loads(archive.read("manifest.json")), archive.read("database.sqlite3")
    bad = file.with_name("bad.zip")
    changes = {
        "bytes": {},
        "rows": {"counts": {**said["counts"], "note": 51}},
        "migrations": {"migrations": []},
        "newer form": {"format": 2},
    }
    with ZipFile(bad, "w") as archive:
        archive.writestr("manifest.json", "{" if what == "list" else json.dumps({**said, **changes.get(what, {})}))
        if what != "database":
            archive.writestr("database.sqlite3", database[:-1] + b"!" if what == "bytes" else database)
    if what == "cut":
        bad.write_bytes(file.read_bytes()[:-400])
    if what == "a letter":
        bad.write_text("Dear Ada")
    return bad


@pytest.mark.parametrize(
    ("what", "why"),
    [
        ("bytes", "its bytes are not those"), ("rows", "its rows are not those"), ("migrations", "its rows are not those"),
        ("list", "no backup of Floorwalk"), ("database", "There is no item named"), ("newer form", "a newer release"),
        ("cut", "damaged"), ("a letter", "damaged"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_as_it_was_made_is_refused_before_anything_is_touched(tmp_path, what, why):
    with pytest.raises(Refused, match=why), restoring.unpacked(spoilt(backed_up(tmp_path), what), tmp_path):
        raise AssertionError("it was taken")
    assert list(tmp_path.glob(".floorwalk*")) == []


def test_one_that_is_not_there_and_one_for_which_there_is_no_room(tmp_path, monkeypatch):
    with pytest.raises(Refused, match=r"There is no .*gone\.zip"), restoring.unpacked(tmp_path / "gone.zip", tmp_path):
        raise AssertionError("it was taken")
    file = backed_up(tmp_path)
    monkeypatch.setattr(restoring.shutil, "disk_usage", lambda _folder: type("Usage", (), {"free": 1000}))
    with pytest.raises(Refused, match="of room"), restoring.unpacked(file, tmp_path):
        raise AssertionError("it was taken")


def test_migrations_that_this_release_does_not_know_are_named(tmp_path):
    with restoring.unpacked(backed_up(tmp_path), tmp_path) as (said, _copy):
        assert said.newer_than({"coaching.0001_initial", "coaching.0002_more"}) == []
        assert said.newer_than({"accounts.0001_initial"}) == ["coaching.0001_initial"]


def test_a_damaged_database_is_moved_aside_with_what_lies_beside_it(tmp_path):
    """R14"""
    live = tmp_path / "live.sqlite3"
    for end in ("", "-wal"):
        live.with_name(live.name + end).write_text(f"it{end}")
    aside = restoring.moved_aside(live, AT)
    assert sorted(path.name for path in tmp_path.iterdir()) == [aside.name, f"{aside.name}-wal"]
    assert aside.name == "live.sqlite3.damaged-20261122T020000Z"


def test_the_latest_few_are_kept_and_nothing_else_is_looked_at(tmp_path):
    ours = [keeping.named(tmp_path, AT - timedelta(days=days)) for days in range(5)]
    others = [tmp_path / name for name in ("floorwalk.zip", "before-restore-floorwalk-20200101T000000Z.zip", "letters.txt")]
    for path in [*ours, *others]:
        path.touch()
    assert sorted(keeping.pruned(tmp_path, 2)) == sorted(ours[2:])
    assert sorted(tmp_path.iterdir()) == sorted([*ours[:2], *others])
    assert keeping.pruned(tmp_path, 2) == []


def test_keep_goes_with_a_folder_and_is_never_nothing(tmp_path):
    for said in (["backup", str(tmp_path / "b.zip"), "--keep", "3"], ["backup", str(tmp_path), "--keep", "0"]):
        with pytest.raises(CommandError, match="--keep"):
            call_command(*said)


def test_files_are_for_this_user_only(tmp_path):
    """S88"""
    assert oct(backed_up(tmp_path).stat().st_mode & 0o777) == "0o600"
