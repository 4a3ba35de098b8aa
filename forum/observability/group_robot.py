"""A line to the robot of a group chat: WeCom, DingTalk or Feishu, in the form that each takes.

WeCom and DingTalk take {"msgtype": "text", "text": {"content": …}}, Feishu (Lark) {"msg_type":
"text", "content": {"text": …}}: their documentation on robots of groups, custom bots. Each answers
200 to what it refuses too, with a number beside it: errcode, or code of Feishu, which is 0 for what
it took. Nothing but Python is needed here: see ``forum.observability.alarm``.
"""

import json
from http.client import HTTPException
from typing import Final
from urllib.request import Request, urlopen

_TIMEOUT: Final = 10
_ANSWER_BYTES: Final = 10_000


class RobotRefusalError(OSError):
    """A robot answered, and did not take the line."""


def post_line(text: str, address: str, kind: str) -> None:
    """Send a line; raises OSError where it was not taken. kind: wecom, dingtalk or feishu."""
    body = json.dumps(payload(text, kind)).encode()
    request = Request(  # noqa: S310 - the settings take https alone
        address, body, {"Content-Type": "application/json"}
    )
    try:
        with urlopen(request, timeout=_TIMEOUT) as answer:  # noqa: S310 - as above
            _require_taken(answer.read(_ANSWER_BYTES))
    except HTTPException as error:
        # What is no HTTP is no OSError of its own; its words may hold the robot's key.
        raise RobotRefusalError(type(error).__name__) from None


def payload(text: str, kind: str) -> dict[str, object]:
    """Return a text as a robot takes it."""
    if kind == "feishu":
        return {"msg_type": "text", "content": {"text": text}}
    return {"msgtype": "text", "text": {"content": text}}


def _require_taken(answer: bytes) -> None:
    """Raise RobotRefusalError if a robot says that it did not take a line."""
    try:
        fields = json.loads(answer)
    except ValueError:
        # Whatever stands in for a robot may answer in its own form.
        return
    code = fields.get("errcode", fields.get("code", 0)) if isinstance(fields, dict) else 0
    if code:
        raise RobotRefusalError(answer.decode(errors="replace"))
