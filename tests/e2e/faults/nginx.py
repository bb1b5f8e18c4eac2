"""A real nginx with `deploy/nginx.conf`, before a real Gunicorn that runs as in production. Only names, ports and paths are others."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.e2e.server import ROOT, Server, free_port

HOST = "floorwalk.example.com"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
PRODUCTION = {"DEMO": "false", "ALLOWED_HOSTS": f"{HOST},127.0.0.1", "BEHIND_PROXY": "true", "TRUSTED_PROXIES": "1"}
# A cache that a careless hand put in: it keeps what it may keep, whoever asked.
CACHE = "proxy_cache shared; proxy_cache_valid any 10m; add_header X-Cache $upstream_cache_status always;"
DEAF = CACHE + " proxy_ignore_headers Cache-Control Expires Vary Set-Cookie;"


class Proxy:
    def __init__(self, floor: Server, home: Path, within: str = "") -> None:
        self.floor, self.home, self.within = floor, home, within
        self.port, self.plain = free_port(), free_port()
        self.config = home / "nginx.conf"

    def write(self) -> None:
        """The shipped file, with a cache in it where one is asked for."""
        self.home.mkdir(parents=True, exist_ok=True)
        _certificate(self.home)
        said = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
        changed = {
            "127.0.0.1:8001": f"127.0.0.1:{self.floor.port}",
            "127.0.0.1:8002": f"127.0.0.1:{free_port()}",  # one of the two is being replaced
            "listen 80;": f"listen 127.0.0.1:{self.plain};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.port} ssl;",
            "listen [::]:80;": "",
            "listen [::]:443 ssl;": "",
            f"/etc/letsencrypt/live/{HOST}": str(self.home),
            "proxy_pass http://floorwalk;": f"proxy_pass http://floorwalk; {self.within}",
        }
        for old, new in changed.items():
            assert said.count(old) >= 1, f"deploy/nginx.conf has no {old} any more"
            said = said.replace(old, new)
        whose = "user root;" if os.getuid() == 0 else ""
        kept = " ".join(f"{kind}_temp_path {self.home}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        self.config.write_text(
            f"{whose} daemon off; pid {self.home}/pid; error_log {self.home}/errors;\nevents {{}}\n"
            f"http {{ {kept} proxy_cache_path {self.home}/cache keys_zone=shared:1m;\n{said}\n}}\n"
        )

    @contextmanager
    def running(self) -> Iterator[Proxy]:
        self.write()
        tried = subprocess.run([NGINX, "-t", "-c", str(self.config)], capture_output=True, text=True, check=False)
        assert tried.returncode == 0, tried.stderr
        process = subprocess.Popen([NGINX, "-c", str(self.config)], stderr=subprocess.DEVNULL)
        try:
            self._wait(process)
            yield self
        finally:
            process.terminate()
            process.wait(timeout=20)

    def _wait(self, process: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + 20
        while True:
            try:
                with closing(socket.create_connection(("127.0.0.1", self.port), 1)):
                    return
            except OSError:
                assert process.poll() is None and time.monotonic() < until, (self.home / "errors").read_text()  # noqa: PT018
                time.sleep(0.05)

    def line(self, timeout: float = 10) -> http.client.HTTPSConnection:
        """The certificate is our own: nobody vouches for it."""
        return http.client.HTTPSConnection("127.0.0.1", self.port, timeout=timeout, context=trusting())

    def ask(self, path: str, role: str = "", method: str = "GET", body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        """The answer, read; `role` is whose cookie goes along."""
        if role:
            headers["Cookie"] = f"__Host-session={self.floor.prepared.cookies[role]['session']}"
        with closing(self.line()) as line:
            line.request(method, path, body, {"Host": HOST, **headers})
            answer = line.getresponse()
            answer.text = answer.read().decode(errors="replace")  # type: ignore[attr-defined]
            return answer


def trusting() -> ssl.SSLContext:
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


def _certificate(home: Path) -> None:
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
    signed = made.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=1)).sign(key, hashes.SHA256())
    (home / "fullchain.pem").write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    (home / "privkey.pem").write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain))
