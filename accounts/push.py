"""Web push: one short message for one browser, encrypted so that its maker's push service cannot read it.

RFC 8030 (the service), 8291 (encryption, by http-ece), 8292 (who sends it, by PyJWT). Addresses come from browsers, so
from anybody: only known push services are called, by https, without following them anywhere else.
"""

from __future__ import annotations

import base64
import json
import re
import ssl
import time
from http.client import HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import SplitResult, urlsplit

import http_ece
import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from accounts.models import Subscription

TIMEOUT, VALID = 5, 12 * 3600  # seconds
GONE = (404, 410)  # the browser has let go of it
CURVE = ec.SECP256R1()
ADDRESS = re.compile(r"https://[a-z0-9.-]+(:\d+)?/[\x21-\x7e]*", re.ASCII)


class NotSent(Exception):
    """The service did not take it, this time. Says a status or a kind of error, never an address."""


def allowed(endpoint: str) -> SplitResult | None:
    """The address in its parts, if it is one of a push service we know."""
    parts = urlsplit(endpoint) if ADDRESS.fullmatch(endpoint) else None
    return parts if parts and any(_is(parts.netloc, known) for known in settings.PUSH_HOSTS) else None


def _is(host: str, known: str) -> bool:
    return host == known or (known.startswith("*.") and host.endswith(known[1:]))


def send(subscription: Subscription, words: dict[str, Any], ttl: int) -> bool:
    """False where the browser has let go of it: then it is forgotten here too. `ttl`: for how many seconds it is worth delivering."""
    address = allowed(subscription.endpoint)
    status = _post(address, _sealed(subscription, words), ttl) if address else GONE[0]
    if status in GONE:
        subscription.delete()
        return False
    if not 200 <= status < 300:
        raise NotSent(status)
    return True


def _post(address: SplitResult, body: bytes, ttl: int) -> int:
    headers = {"TTL": str(ttl), "Content-Encoding": "aes128gcm", "Urgency": "normal", "Authorization": _signed(address)}
    line = HTTPSConnection(address.hostname or "", address.port, timeout=TIMEOUT, context=ssl.create_default_context())
    try:
        line.request("POST", address.path + (f"?{address.query}" if address.query else ""), body, headers)
        return line.getresponse().status
    except (OSError, HTTPException) as error:
        raise NotSent(type(error).__name__) from None
    finally:
        line.close()


def _sealed(subscription: Subscription, words: dict[str, Any]) -> bytes:
    """Only the browser that gave these keys can open it."""
    sender = ec.generate_private_key(CURVE)
    browser, secret = decoded(subscription.p256dh), decoded(subscription.auth)
    return http_ece.encrypt(json.dumps(words).encode(), private_key=sender, dh=browser, auth_secret=secret, version="aes128gcm")


def _signed(address: SplitResult) -> str:
    claims = {"aud": f"https://{address.netloc}", "exp": int(time.time()) + VALID, "sub": settings.ORIGIN}
    return f"vapid t={jwt.encode(claims, _key(), algorithm='ES256')}, k={public_key()}"


def _key() -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(settings.PUSH_PRIVATE_KEY), "big"), CURVE)


def public_key() -> str:
    """What a browser subscribes with; empty where this Floorwalk has no keys."""
    return encoded(_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)) if settings.PUSH_PRIVATE_KEY else ""


def is_key(text: str) -> bool:
    """Whether that is a browser's public key: a point on the curve."""
    try:
        ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(text))
    except ValueError:
        return False
    return True


def new_private_key() -> str:
    return encoded(ec.generate_private_key(CURVE).private_numbers().private_value.to_bytes(32, "big"))


def encoded(raw: bytes) -> str:
    """As browsers and RFC 8292 write it: base64 for addresses, without padding."""
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
