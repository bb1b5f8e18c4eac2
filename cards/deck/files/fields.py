"""The fields of one mapping, taken one by one. What is wrong is noted; what nobody took is unknown."""

from __future__ import annotations

from typing import Any, TypeVar

from .strict import Problem, odd_character

Default = TypeVar("Default")
QUOTE = "Put text in quotes when YAML reads it as something else"


class _Needed:
    """Stands for "there is no default"."""


NEEDED = _Needed()


class Fields:
    """`problems` is shared with the mappings inside, so that one reading gathers all there is to say about a file."""

    def __init__(self, file: str, data: dict[Any, Any], problems: list[Problem], within: str = "") -> None:
        self.file, self.data, self.problems, self.within = file, dict(data), problems, within

    def text(self, name: str, default: str | _Needed = NEEDED) -> str:
        value = self._take(name, default, "")
        return self._as_text(name, value)

    def maybe_text(self, name: str) -> str | None:
        return self.text(name) if name in self.data else None

    def texts(self, name: str, default: tuple[str, ...] | _Needed = NEEDED) -> tuple[str, ...]:
        return tuple(self._as_text(f"{name} {at}", value) for at, value in enumerate(self._list(name, default), start=1))

    def maybe_texts(self, name: str) -> tuple[str, ...] | None:
        return self.texts(name) if name in self.data else None

    def number(self, name: str) -> int:
        return self._as_number(name, self._take(name, NEEDED, 0))

    def maybe_numbers(self, name: str) -> tuple[int, ...] | None:
        if name not in self.data:
            return None
        return tuple(self._as_number(f"{name} {at}", value) for at, value in enumerate(self._list(name, NEEDED), start=1))

    def maybe_yes(self, name: str) -> bool | None:
        if name not in self.data:
            return None
        value = self.data.pop(name)
        if not isinstance(value, bool):
            self.wrong(name, f"{value!r} is neither true nor false.")
        return bool(value)

    def inside(self, name: str, default: dict[str, Any] | _Needed = NEEDED) -> Fields:
        return self._as_fields(name, self._take(name, default, {}))

    def each(self, name: str) -> list[Fields]:
        return [self._as_fields(f"{name} {at}", value) for at, value in enumerate(self._list(name, NEEDED), start=1)]

    def leave(self, *names: str) -> None:
        """Help for whoever edits the file: read past, as the database has no place for it."""
        for name in names:
            self.data.pop(name, None)

    def done(self) -> None:
        for name in self.data:
            self.wrong(str(name), "there is no such field. Check how it is spelled.")

    def wrong(self, name: str, message: str) -> None:
        self.problems.append(Problem(self.file, f"{self.within}{name}", message))

    def _take(self, name: str, default: Any, instead: Any) -> Any:
        """The value, the default, or after a complaint something to go on with."""
        if name in self.data:
            return self.data.pop(name)
        if default is NEEDED:
            self.wrong(name, "C0, the field is missing. Write it.")
            return instead
        return default

    def _list(self, name: str, default: Any) -> list[Any]:
        value = self._take(name, default, [])
        if isinstance(value, list | tuple):
            return list(value)
        self.wrong(name, f"{value!r} is not a list. Begin each line with a dash.")
        return []

    def _as_text(self, name: str, value: Any) -> str:
        if not isinstance(value, str):
            self.wrong(name, f"{value!r} is not text. {QUOTE}.")
            return ""
        if odd := odd_character(value):
            self.wrong(name, f"holds the character {odd}, which cannot be shown. Take it out.")
        return value

    def _as_number(self, name: str, value: Any) -> int:
        if type(value) is int:  # a bool is an int to Python, and not to whoever wrote `yes`
            return value
        self.wrong(name, f"{value!r} is not a whole number.")
        return 0

    def _as_fields(self, name: str, value: Any) -> Fields:
        if not isinstance(value, dict):
            self.wrong(name, f"{value!r} is not a group of fields.")
            return Fields(self.file, {}, [], f"{self.within}{name}.")  # its own list: one complaint is enough
        return Fields(self.file, value, self.problems, f"{self.within}{name}.")
