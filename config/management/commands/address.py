"""`manage.py address`: where the server is about to answer, and who can sign in to a demo."""

import os
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from config.ui import DEMO_PASSWORD, demo_accounts


class Command(BaseCommand):
    help = "Prints the address and the demo accounts."

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = os.environ.get("HOST", "localhost"), os.environ.get("PORT", "8000")
        self.stdout.write(f"\nFloorwalk is on http://{host}:{port}")
        if settings.DEMO:
            who = ", ".join(account["email"] for account in demo_accounts())
            self.stdout.write(f"Sign in as {who}\nwith the password {DEMO_PASSWORD}. Stop with Ctrl-C.\n")
