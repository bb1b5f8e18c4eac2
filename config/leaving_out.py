"""Static files of the packages we use, without those of Django's admin: the panel is ours in look and loads none of them."""

from typing import Any

from django.apps import apps
from django.contrib.staticfiles.finders import AppDirectoriesFinder

LEFT_OUT = {"django.contrib.admin"}


class WithoutTheAdmin(AppDirectoriesFinder):
    """Goes into STATICFILES_FINDERS."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:
        named = app_names or [app.name for app in apps.get_app_configs()]
        super().__init__([name for name in named if name not in LEFT_OUT], *args, **kwargs)
