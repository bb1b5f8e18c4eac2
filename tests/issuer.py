"""A company's sign-in that says whatever a test wants: a stub OpenID Connect issuer on this machine."""

from __future__ import annotations

import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "floorwalk"


class Issuer:
    """`say(...)` changes the next ID token: a value of None leaves a claim out."""

    def __init__(self) -> None:
        self.key, self.other = rsa.generate_private_key(65537, 2048), rsa.generate_private_key(65537, 2048)
        issuer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(issuer.configuration if "well-known" in self.path else issuer.jwks)

            def do_POST(self) -> None:
                issuer.asked.append(self.rfile.read(int(self.headers["Content-Length"])).decode())
                self.answer({"access_token": "x", "token_type": "Bearer", "id_token": issuer.token} if issuer.token else {"error": "no"})

            def answer(self, said: Any) -> None:
                body = json.dumps(said).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_said: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.asked: list[str] = []
        self.token = ""
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    @property
    def configuration(self) -> dict[str, Any]:
        there = {"authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks", "userinfo_endpoint": "/me"}
        return {"issuer": self.url, **{name: self.url + path for name, path in there.items()}}

    @property
    def jwks(self) -> dict[str, Any]:
        return {"keys": [{**json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key())), "kid": "one", "alg": "RS256"}]}

    def say(self, nonce: str, signed: str = "RS256", key: Any = None, kid: str = "one", **claims: Any) -> None:
        now = int(time.time())
        said = {
            "iss": self.url, "aud": CLIENT, "sub": "4711", "iat": now, "exp": now + 300, "nonce": nonce,
            "email": "ada@example.com", "email_verified": True, "name": "Ada Leader", **claims,
        }  # fmt: skip
        said = {name: value for name, value in said.items() if value is not None}
        self.token = jwt.encode(said, key or (None if signed == "none" else self.key), algorithm=signed, headers={"kid": kid})

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
