"""Requests that the site puts to itself, for the pages that it publishes and archives."""

import sys
from io import BytesIO
from urllib.parse import unquote_to_bytes, urlsplit

from django.core.handlers.wsgi import WSGIRequest


def make_own_request(site: str, path: str) -> WSGIRequest:
    """Return the request for a path, with its query if it has one. site: its scheme and host.

    What Django makes such requests with belongs to its tests: 3 MB of each process.
    """
    origin, address = urlsplit(site), urlsplit(path)
    is_secure = origin.scheme == "https"
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            # As bytes, which WSGI writes as Latin-1 whatever they are.
            "PATH_INFO": unquote_to_bytes(address.path).decode("latin-1"),
            "QUERY_STRING": address.query.encode().decode("latin-1"),
            "HTTP_HOST": origin.netloc,
            "SERVER_NAME": origin.hostname or "",
            "SERVER_PORT": "443" if is_secure else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https" if is_secure else "http",
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multiprocess": True,
            "wsgi.multithread": False,
            "wsgi.run_once": False,
        }
    )
