"""What allauth is told about second factors: how their secrets are kept, what keys are called, who may do without one."""

from __future__ import annotations

import base64
import hashlib
from typing import Any, ClassVar

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext, gettext_lazy

from accounts.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def has_one(user: User) -> bool:
    """An app or a key. Recovery codes alone are none: they are for the day the other one is gone."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def must_have_one(user: User) -> bool:
    """By `SECOND_FACTOR_ROLES`, and by the roles held now."""
    return bool(settings.SECOND_FACTOR_ROLES) and not user.role_names.isdisjoint(settings.SECOND_FACTOR_ROLES)


def _keys() -> MultiFernet:
    """One for the secret key, one for each that came before it."""
    words = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"second factor" + force_bytes(word)).digest())) for word in words])


class SecondFactor(DefaultMFAAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("That code isn't right, or it has been used. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """Whoever reads the database, or a backup of it, makes no codes with it."""
        return _keys().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _keys().decrypt(encrypted_text.encode()).decode()

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return gettext("Passkey") if number == 1 else gettext("Passkey %(number)s") % {"number": number}

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Who has to have one keeps the last."""
        user = authenticator.user
        others = Authenticator.objects.filter(user=user, type__in=FACTORS).exclude(pk=authenticator.pk)
        return not must_have_one(user) or others.exists()
