"""Ends every session of one person, or of everybody: a phone was stolen, a key leaked."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Browser, User


class Command(BaseCommand):
    help = "Sign somebody out everywhere, from their next request on."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", nargs="?", help="whose sessions end")
        parser.add_argument("--everybody", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        email, rows = options["email"], Browser.objects.all()
        if bool(email) == options["everybody"]:
            raise CommandError("Say whose: an e-mail address, or --everybody.")
        if email and not User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"Nobody has the address {email}.")
        if email:
            rows = rows.filter(user__email__iexact=email)
        self.stdout.write(f"Ended: {rows.delete()[0]}")
