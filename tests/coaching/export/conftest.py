"""A file that a test takes and does not read to its end says so while that test's database is still there."""

from __future__ import annotations

import gc

import pytest
from django.db import connection


@pytest.fixture(autouse=True)
def nothing_half_taken(db):
    """Found later, in a test that has a transaction open, it would close that one's connection. (SQLite's goes on.)"""
    yield
    if connection.vendor == "postgresql":
        gc.collect()
