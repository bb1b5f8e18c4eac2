"""The environment, read strictly: a yes or no that is neither stops the start."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

ORIGIN = re.compile(r"https?://[\w.-]+(:\d+)?|https?://\[[0-9a-f:]+\](:\d+)?")
PUSH_KEY = re.compile(r"[\w-]{43}", re.ASCII)
LEAKED = re.compile(rb"[0-9A-F]{40}(:\d+)?\r?\n")
NO = ("false", "off", "n", "no", "0")


class Environment(environ.FileAwareEnv):
    """django-environ takes whatever is no yes for a no, so that `HTTPS=ture` would quietly switch secure cookies off."""

    def bool(self, var: str, default: Any = environ.Env.NOTSET) -> bool:
        said = self.str(var, default="").strip().lower()
        if said and said not in (*self.BOOLEAN_TRUE_STRINGS, *NO):
            raise ImproperlyConfigured(f"{var} is true or false, not {said!r}.")
        return bool(super().bool(var, default=default)) if said else bool(default)

    def origin(self, var: str, hosts: list[str], scheme: str, port: str) -> str:
        """ "https://floorwalk.example.com": as it is said, else by the first host that is no pattern; empty where there is none."""
        host = next((host for host in hosts if not host.startswith((".", "*"))), "")
        ours = f"{scheme}://{host}{port and f':{port}'}" if host else ""
        said = self.str(var, default="").strip().rstrip("/") or ours
        if said and not ORIGIN.fullmatch(said):
            raise ImproperlyConfigured(f"{var} is the address of this Floorwalk, such as https://floorwalk.example.com, not {said!r}.")
        return said

    def months(self, var: str, default: int, least: int = 1) -> int:
        """A number of months, up to ten years; `least` is what another period asks for."""
        said = self.int(var, default=default)
        if not least <= said <= 120:
            raise ImproperlyConfigured(f"{var} is a number of months, {least} to 120, not {said}.")
        return int(said)

    def push_key(self, var: str) -> str:
        """32 bytes as `manage.py push_keys` writes them, or nothing."""
        said = self.str(var, default="").strip()
        if said and not PUSH_KEY.fullmatch(said):
            raise ImproperlyConfigured(f"{var} is not a key: `manage.py push_keys` makes one.")
        return said

    def issuer(self, var: str, *, plain: Any) -> str:
        """Where the company signs people in, such as https://login.example.com/tenant; empty where it does not. `plain`: http will do."""
        said = self.str(var, default="").strip()
        if said and not re.match(r"https?://[\w.-]+" if plain else r"https://[\w.-]+", said):
            raise ImproperlyConfigured(f"{var} is an address that begins with https://, not {said!r}.")
        return said

    def leaked(self, var: str) -> str:
        """A list of leaked passwords as Have I Been Pwned gives it out, ordered by hash; empty where there is none."""
        said = self.str(var, default="").strip()
        try:
            begins = self._first_line(said) if said else b""
        except OSError as error:
            raise ImproperlyConfigured(f"{var}: {error}") from error
        if said and not LEAKED.match(begins):
            raise ImproperlyConfigured(
                f"{var}: {said} is no list of SHA-1 hashes, a line each, such as 000000005AD76BD555C1D6D771DE417A4B87E4B4:10"
            )
        return said

    @staticmethod
    def _first_line(file: str) -> bytes:
        with Path(file).open("rb") as lines:
            return lines.readline(100)

    @staticmethod
    def folder_of(database: str) -> None:
        """A database that could never be written stops the start: otherwise the first person to save would find out."""
        folder = Path(database).absolute().parent
        if not folder.is_dir():
            raise ImproperlyConfigured(f"DATABASE_URL: there is no folder {folder}. Make it, for the user that runs Floorwalk.")
        if not os.access(folder, os.W_OK | os.X_OK) or (Path(database).exists() and not os.access(database, os.R_OK | os.W_OK)):
            raise ImproperlyConfigured(f"DATABASE_URL: {database} and its folder have to be writable for the user that runs Floorwalk.")

    @staticmethod
    def origins_of(address: str) -> list[str]:
        """For a policy that names who may be gone to: "https://login.example.com", without the rest of its address."""
        parts = urlsplit(address)
        return [f"{parts.scheme}://{parts.netloc}"] if address else []
