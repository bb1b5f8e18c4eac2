"""A short soak: everything at once, in a small way. The long one is `python -m bench.soak`."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from bench.soak import plan
from tests.e2e.server import ROOT, Prepared

SEED = 212  # in its first seconds a server dies, others sign in, and databases are cleared


@pytest.mark.timeout(300)
def test_a_short_soak_loses_nothing(prepared: Prepared):
    """In a process of its own: it drives its own browser."""
    command = [sys.executable, "-m", "bench.soak", "--phones", "4", "--minutes", "0.35", "--seed", str(SEED), "--home", str(prepared.home)]
    soak = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert soak.returncode == 0, soak.stdout + soak.stderr
    # How much of the plan comes about in so short a time is up to the machine.
    assert re.search("told “saved”: [1-9]", soak.stdout), soak.stdout
    assert "server killed" in soak.stdout


def test_the_same_seed_is_the_same_plan():
    assert plan.digest(SEED, 3) == plan.digest(SEED, 3)
    assert len({plan.digest(SEED, 3), plan.digest(SEED + 1, 3), plan.digest(SEED, 4)}) == 3
