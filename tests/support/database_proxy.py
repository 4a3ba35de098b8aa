"""What stands between a server and its database: it can hang, and it can be gone."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Self

from django.db import connection


class DatabaseProxy:
    """Passes bytes between a port of this machine and the socket of the tests' own database."""

    def __init__(self) -> None:
        place = connection.settings_dict
        self._target = (place["HOST"], int(place.get("PORT") or 5432))
        self._pairs: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._passes = threading.Event()
        self._passes.set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]

    def __enter__(self) -> Self:
        self._start(self._accept, self._listener)
        return self

    def __exit__(self, *error: object) -> None:
        self.resume()
        self.close()
        for thread in self._threads:
            thread.join(timeout=5)

    @property
    def url(self) -> str:
        """The address of the tests' own database through this."""
        place = connection.settings_dict
        login = place["USER"] + (f":{place['PASSWORD']}" if place["PASSWORD"] else "")
        return f"postgresql://{login}@127.0.0.1:{self.port}/{place['NAME']}"

    def hang(self) -> None:
        """Take connections and bytes, and pass nothing on."""
        self._passes.clear()

    def resume(self) -> None:
        """Pass on what has come in, and what comes."""
        self._passes.set()

    def close(self) -> None:
        """End all connections and refuse new ones."""
        # A listener that another thread waits at goes by its end, not by its being closed.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for end in self._pairs:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._pairs.clear()

    def reopen(self) -> None:
        """Take connections again, at the same port."""
        self._listener = socket.create_server(("127.0.0.1", self.port))
        self._start(self._accept, self._listener)

    def _start(self, work: Callable[..., None], *sockets: socket.socket) -> None:
        thread = threading.Thread(target=work, args=sockets, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        with suppress(OSError):
            while True:
                client, _address = listener.accept()
                server = self._connect()
                self._pairs += [client, server]
                for source, target in ((client, server), (server, client)):
                    self._start(self._pass, source, target)

    def _connect(self) -> socket.socket:
        host, port = self._target
        if not host.startswith("/"):
            return socket.create_connection((host, port))
        server = socket.socket(socket.AF_UNIX)
        server.connect(f"{host}/.s.PGSQL.{port}")
        return server

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while content := source.recv(65536):
                self._passes.wait()
                target.sendall(content)
        with suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)
        source.close()
