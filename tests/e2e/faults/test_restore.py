"""A backup while people write, put back while people write: nothing lost, nothing doubled, and whoever was erased stays so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.faults.sender import Crowd, Sender, manage
from tests.e2e.server import PEOPLE, Server, sign_in

ERASE = """
from accounts.models import Advisor, User
from coaching.personal.erasing import erase
erase(Advisor.objects.get(pk={pk}), User.objects.get(email="hr@example.com"))
"""
SOMEBODY = """
SELECT id, name FROM accounts_advisor WHERE left_at IS NULL AND team_id NOT IN
(SELECT id FROM accounts_team WHERE name IN ('Lighthouse', 'Anchor')) ORDER BY id LIMIT 1
"""
pytestmark = pytest.mark.timeout(300)


@pytest.fixture
def house(floor: Server, tmp_path: Path) -> Iterator[Server]:
    """Nobody was erased yet, and what a restore leaves beside the database goes again."""

    def clear() -> None:
        Path(f"{floor.database}.erased").unlink(missing_ok=True)
        for left in (*floor.database.parent.glob("before-restore-*"), *floor.database.parent.glob("*.damaged-*")):
            left.unlink()

    clear()
    yield floor
    clear()


def test_a_drill_from_backup_to_the_last_moment_sent_again(house: Server, tmp_path: Path):
    """R11 R12 P22 S88 F39: the server stays up throughout."""
    file = tmp_path / "backup.zip"
    crowd = Crowd(Sender(house), Sender(house, "stranger"))
    leaver, name = house.rows(SOMEBODY)[0]
    with crowd.busy():
        crowd.until(10)
        acknowledged = crowd.sent()
        assert "read back and sound" in manage(house, "backup", str(file))
        crowd.until(20)
    assert oct(file.stat().st_mode & 0o777) == "0o600"
    manage(house, "shell", "--verbosity", "0", "-c", ERASE.format(pk=leaver))
    assert house.rows("SELECT 1 FROM accounts_advisor WHERE name = ?", name) == []

    with crowd.busy():
        said = manage(house, "restore", str(file), "--yes")
    assert "Erased again: 1." in said
    aside = next(house.database.parent.glob("before-restore-*"))
    assert str(aside) in said
    assert oct(aside.stat().st_mode & 0o777) == "0o600"
    forgotten = {pk for sender in crowd.senders for pk in sender.receipts} - crowd.there().keys()
    assert len(forgotten) >= 20, "the drill forgot nothing, so it shows nothing"
    assert len(crowd.there()) >= len(crowd.before) + acknowledged, "what was told before the backup began is in it"
    assert [sender.ask("GET", "/api/v1/whoami/")[0] for sender in crowd.senders] == [401, 401], "sessions ended since may be in a backup"

    epochs = [sender.epoch for sender in crowd.senders]
    for sender in crowd.senders:
        sender.sign_in()
    crowd.hold()
    assert all(sender.epoch not in epochs for sender in crowd.senders)
    assert house.rows("SELECT 1 FROM accounts_advisor WHERE name = ?", name) == []
    assert "It is sound" in manage(house, "restore", str(aside))


def test_without_yes_and_with_a_bad_file_nothing_is_touched(house: Server, tmp_path: Path):
    """R12"""
    file, before = tmp_path / "backup.zip", house.rows("SELECT count(*), max(id) FROM django_migrations")
    manage(house, "backup", str(file))
    assert "Nothing is touched without --yes" in manage(house, "restore", str(file))
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert "This backup is damaged" in manage(house, "restore", str(file), "--yes", right=False)
    assert house.rows("SELECT count(*), max(id) FROM django_migrations") == before
    assert list(house.database.parent.glob("before-restore-*")) == []


def test_with_another_secret_key_it_stops_before_anybody_comes_back(house: Server, tmp_path: Path):
    """R12 P22: who was erased is known by a keyed digest; the wrong key fails loudly."""
    file = tmp_path / "backup.zip"
    manage(house, "backup", str(file))
    leaver = house.one("SELECT id FROM accounts_advisor ORDER BY id LIMIT 1")
    manage(house, "shell", "--verbosity", "0", "-c", ERASE.format(pk=leaver))
    assert "Nothing was touched" in manage(house, "restore", str(file), "--yes", right=False, SECRET_KEY="another" * 9)
    assert house.rows("SELECT 1 FROM accounts_advisor WHERE id = ?", leaver) == []


def test_a_damaged_database_is_said_and_the_backup_takes_its_place(house: Server, tmp_path: Path):
    """R14: on a machine with nothing but the backup it is the same."""
    file = tmp_path / "backup.zip"
    manage(house, "backup", str(file))
    sessions = house.one("SELECT count(*) FROM coaching_session")
    house.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    house.kill()
    with house.database.open("r+b") as bytes_:
        bytes_.seek(40 * 4096)
        bytes_.write(b"\xa5" * 4096 * 60)
    assert "The database is damaged" in manage(house, "backup", str(tmp_path / "second.zip"), right=False)
    assert "--stopped" in manage(house, "restore", str(file), "--yes", right=False)
    manage(house, "restore", str(file), "--yes", "--stopped")
    assert len(list(house.database.parent.glob("*.damaged-*"))) >= 1
    assert house.one("SELECT count(*) FROM coaching_session") == sessions
    house.start()  # waits for /readyz
    assert "session" in sign_in(house.url, PEOPLE["leader"])
