"""A small provider of OpenID Connect on loopback: it signs everybody in as one person."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlparse


class IdentityProvider(ThreadingHTTPServer):
    """claims: what it says of whoever signs in."""

    daemon_threads = True

    def __init__(self, claims: dict[str, object]) -> None:
        super().__init__(("127.0.0.1", 0), _ProviderHandler)
        self.claims = claims

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _ProviderHandler(BaseHTTPRequestHandler):
    server: IdentityProvider

    def do_GET(self) -> None:
        address = urlparse(self.path)
        issuer = self.server.issuer
        if address.path == "/.well-known/openid-configuration":
            names = {"authorization": "authorize", "token": "token", "userinfo": "userinfo"}
            ends = {f"{name}_endpoint": f"{issuer}/{end}" for name, end in names.items()}
            self._answer({"issuer": issuer, "jwks_uri": f"{issuer}/keys", **ends})
        elif address.path == "/authorize":
            sent = parse_qs(address.query)
            back = urlencode({"code": "once", "state": sent["state"][0]})
            self.send_response(302)
            self.send_header("Location", f"{sent['redirect_uri'][0]}?{back}")
            self.end_headers()
        else:
            self._answer(self.server.claims)

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self._answer({"access_token": "token", "token_type": "Bearer", "expires_in": 60})

    def _answer(self, facts: dict[str, object]) -> None:
        body = json.dumps(facts).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Say nothing."""


@contextmanager
def identity_provider(**claims: object) -> Iterator[IdentityProvider]:
    """Run a provider for as long as a block lasts."""
    with IdentityProvider({"sub": "7", **claims}) as provider:
        thread = threading.Thread(target=provider.serve_forever, daemon=True)
        thread.start()
        try:
            yield provider
        finally:
            provider.shutdown()
            thread.join()


def provider_settings(issuer: str) -> dict[str, dict[str, object]]:
    """Return what ``SOCIALACCOUNT_PROVIDERS`` says of a provider."""
    application = {
        "provider_id": "sso",
        "name": "",
        "client_id": "forum",
        "secret": "secret",
        "settings": {"server_url": issuer},
    }
    return {"openid_connect": {"APPS": [application]}}
