"""The environment, read strictly: a yes or no that is neither stops the start."""

from __future__ import annotations

from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

NO = ("false", "off", "n", "no", "0")


class Environment(environ.FileAwareEnv):
    """django-environ takes whatever is no yes for a no, so that `HTTPS=ture` would quietly switch secure cookies off."""

    def bool(self, var: str, default: Any = environ.Env.NOTSET) -> bool:
        said = self.str(var, default="").strip().lower()
        if said and said not in (*self.BOOLEAN_TRUE_STRINGS, *NO):
            raise ImproperlyConfigured(f"{var} is true or false, not {said!r}.")
        return bool(super().bool(var, default=default)) if said else bool(default)
