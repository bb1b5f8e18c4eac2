"""How the API describes itself: settings of drf-spectacular."""

from __future__ import annotations

from typing import Any


def described(session_cookie: str) -> dict[str, Any]:
    """Settings for an API that takes tokens of systems and the session cookie of that name."""
    return {
        "TITLE": "Floorwalk",
        "VERSION": "1",
        "OAS_VERSION": "3.1.0",
        "SERVE_INCLUDE_SCHEMA": False,
        "SERVE_PERMISSIONS": ["rest_framework.permissions.IsAuthenticated"],
        "POSTPROCESSING_HOOKS": [],  # choices stay where they are used: no names to invent for them
        "DISABLE_DOCSTRING_DESCRIPTIONS": True,  # those are for whoever reads the code
        "APPEND_COMPONENTS": {
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "description": "For systems. HR makes tokens at /exports/tokens/."},
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": session_cookie,
                    "description": "For browsers of people who signed in.",
                },
            }
        },
    }
