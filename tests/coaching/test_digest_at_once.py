"""Two timers that fire at the same moment, in processes of their own, on one database."""

from __future__ import annotations

import email
import email.policy
import os
import subprocess
import sys
from pathlib import Path

from tests.site import apart

LEADERS = 6
WORLD = f"""
from datetime import time, timedelta
from django.core.management import call_command
from django.utils import timezone
call_command("migrate", verbosity=0)
call_command("load_programme", verbosity=0)
from tests import make
for n in range({LEADERS}):
    leader = make.user(f"Leader {{n}}", email=f"leader{{n}}@example.com")
    for place in ("Day", "Late"):  # two teams each: one letter all the same
        team = make.team(f"{{place}} {{n}}")
        make.leadership(leader, team)
        make.check_back(leader, make.advisor(team, f"Ada Number{{n}}"), come_back="later-today")
print("null")
"""


def test_each_leader_has_one_letter(tmp_path: Path):
    letters = tmp_path / "letters"
    letters.mkdir()
    environment = {
        **apart.PRODUCTION,
        "DATABASE_URL": apart.database(tmp_path),
        "EMAIL_URL": "dummymail://",
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(apart.ROOT),
    }
    apart.told(WORLD, **environment)
    # Settings of production, but for letters that land in a folder.
    code = (
        "import django; from django.conf import settings; django.setup(); "
        "settings.EMAIL_BACKEND = 'django.core.mail.backends.filebased.EmailBackend'; "
        f"settings.EMAIL_FILE_PATH = {str(letters)!r}; "
        "from django.core.management import call_command; call_command('send_digests')"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", code], cwd=apart.ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        for _run in range(3)
    ]
    said = [run.communicate(timeout=90) for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], said
    found = [email.message_from_string(part, policy=email.policy.default) for file in letters.iterdir() for part in _letters(file)]
    assert sorted(str(letter["To"]) for letter in found) == [f"leader{n}@example.com" for n in range(LEADERS)]
    assert {str(letter["Subject"]) for letter in found} == {"2 check-backs due today"}
    assert sum(int(out.split("Told: ")[1].split(" ")[0]) for out, _err in said) == LEADERS


def _letters(file: Path) -> list[str]:
    """The backend writes a line of dashes after each."""
    return [part.lstrip("\n") for part in file.read_text().split("-" * 79) if part.strip()]
