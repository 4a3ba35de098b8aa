"""Lines of the log: for people, or one JSON object each for what collects logs.

No line holds who asked: no address, no cookie, no body, no query. What opens something by being
known, such as the key in a link that sets a password, is left out of paths.
"""

import json
import logging
import re
from datetime import UTC, datetime
from typing import Final

from forum.observability.request_ids import current_request

# Long hexadecimal text, or long text of large and small letters and figures: slugs have no large
# letters, and are no such keys.
_SECRET: Final = re.compile(
    r"(?<![\w-])(?:[0-9a-z]{1,13}-){0,2}[0-9a-f]{32,}(?![\w-])"
    r"|(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*\d)[\w-]{20,}(?![\w-])",
    re.ASCII,
)
LEFT_OUT: Final = "[left out]"


def leave_secrets_out(text: str) -> str:
    """Return a text without what opens something by being known."""
    return _SECRET.sub(LEFT_OUT, text)


class TextLines(logging.Formatter):
    """Lines for people: the message, and the request that it belongs to."""

    def format(self, record: logging.LogRecord) -> str:
        line = leave_secrets_out(super().format(record))
        name = current_request.get()
        return f"[{name}] {line}" if name else line


class JsonLines(logging.Formatter):
    """One JSON object a line: time (ISO 8601, UTC), level, logger, message, request, error."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC)
        line = {
            "time": moment.isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": leave_secrets_out(record.getMessage()),
        }
        if name := current_request.get():
            line["request"] = name
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_info:
            line["error"] = leave_secrets_out(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)
