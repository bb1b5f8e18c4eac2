"""Addresses of rows in the demo world, looked up by what matters about them: ids differ from run to run."""

from __future__ import annotations

import uuid

from tests.e2e.server import Server

HERS = "team_id = (SELECT id FROM accounts_team WHERE name = 'Lighthouse')"
THEIRS = "team_id = (SELECT id FROM accounts_team WHERE name = 'Anchor')"


def advisor(server: Server, name: str) -> str:
    return f"/advisors/{server.one('SELECT id FROM accounts_advisor WHERE name = ?', name)}/"


def hand_over(server: Server, name: str = "Lighthouse") -> str:
    """Where that team is handed over."""
    return f"/me/cover/{server.one('SELECT id FROM accounts_team WHERE name = ?', name)}/"


def session(server: Server, where: str = "withdrawn_at IS NULL", team: str = HERS) -> str:
    """The latest that fits."""
    return f"/sessions/{_id(server, 'coaching_session', where, team, 'held_at')}/"


def check_back(server: Server, where: str = "answered_at IS NULL", team: str = HERS) -> str:
    """The one due first that fits."""
    standing = "session_id IN (SELECT id FROM coaching_session WHERE withdrawn_at IS NULL)"
    return f"/check-backs/{_id(server, 'coaching_checkback', f'{where} AND {standing}', team, 'due_at')}/"


def _id(server: Server, table: str, where: str, team: str, order: str) -> uuid.UUID:
    return uuid.UUID(server.rows(f"SELECT id FROM {table} WHERE {team} AND {where} ORDER BY {order} LIMIT 1")[0][0])


def latest(server: Server) -> str:
    """The moment logged last."""
    return f"/sessions/{uuid.UUID(server.rows('SELECT id FROM coaching_session ORDER BY received_at DESC LIMIT 1')[0][0])}/"


def logged(server: Server) -> int:
    return int(server.one("SELECT count(*) FROM coaching_session"))


def card(server: Server, suit: str) -> str:
    """A card of that suit; "permission" is the wild one, "care" the one for somebody shaken."""
    where = {"permission": "mindset_id IS NULL", "care": "care_first"}.get(
        suit, "NOT care_first AND mindset_id = (SELECT id FROM cards_mindset WHERE slug = ?)"
    )
    values = () if suit in ("permission", "care") else (suit,)
    return f"/cards/{server.rows(f'SELECT slug FROM cards_card WHERE {where} ORDER BY number LIMIT 1', *values)[0][0]}/"
