"""Reading a document as it was meant: its lines unwrapped, matched in their twins, restored."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from forum.reader.document import Document
from forum.reader.layout import join_broken, lay_out
from forum.reader.reading import Account, Reading
from forum.reader.shadow import Restorer, shadow

_STRAIGHT: Final = re.compile(r'"([^"]*)"')


def _curl_quotes(text: str) -> str:
    """Return a text whose straight quotation marks say which of them open."""
    return _STRAIGHT.sub("“\\1”", text) if text.count('"') % 2 == 0 else text


def read_as_meant(document: Document, read: Callable[[Document], Reading]) -> Reading:
    """Return what a reader finds in the twins of a document's lines, in the author's text."""
    laid_out = join_broken(lay_out(document.lines))
    twins = tuple(replace(line, text=_curl_quotes(shadow(line.text))) for line in laid_out.lines)
    reading = read(replace(document, lines=twins))
    record = Restorer(laid_out.lines, twins).record(reading.record)
    unread = {line.number for line in reading.unread}
    unread |= {number for first in unread for number in laid_out.continued.get(first, ())}
    account = Account({line.number for line in document.lines} - unread)
    understood, unread_lines = account.close(document.lines)
    return replace(reading, record=record, understood=understood, unread=unread_lines)
