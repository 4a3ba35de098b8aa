"""What the reader's findings and errors say, in the active language.

The reader knows codes and parameters alone. Whatever is stored keeps these two, so that a sentence
that is worded anew is so for what was found long ago as well, in each language.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from django.utils.translation import gettext

from forum.core.content import language_codes
from forum.core.field_labels import site_language_name
from forum.core.lazy_sentences import filled, labelled
from forum.reader.errors import DocumentError
from forum.reader.event_record import Finding
from sessions_app.models import Appearance, EventOrganization

# Table of the file beside this module -> kind and case, or name -> msgid.
SENTENCES: Final[dict[str, dict[str, str]]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text("utf-8")
)


def finding_message(finding: Finding) -> str:
    """Return what a finding says to whoever gives the command."""
    of_command = SENTENCES["command_findings"].get(_key_of(finding.kind, finding.case), "")
    return finding_sentence(finding.kind, finding.case, finding.params, of_command)


def finding_sentence(kind: str, case: str, params: Mapping[str, object], text: str = "") -> str:
    """Return the sentence of a kind of finding and of its case, filled.

    text: the msgid that stands for it: of a finding older than the table, or a command's; else "".
    """
    codes = params.get("languages")
    if isinstance(codes, list):
        params = {**params, "languages": [site_language_name(code) for code in codes]}
    if "shape" in params:
        params = {**params, "shape": shape_in_words(str(params["shape"]))}
    if params.get("language") in language_codes():
        params = {**params, "language": site_language_name(str(params["language"]))}
    roles = {**dict(EventOrganization.Role.choices), **dict(Appearance.Role.choices)}
    if params.get("role") in roles:
        params = {**params, "role": str(roles[str(params["role"])])}
    return filled(text or SENTENCES["findings"][_key_of(kind, case)], params)


def _key_of(kind: str, case: str) -> str:
    return f"{kind}.{case}" if case else kind


def error_reason(error: DocumentError, *, in_desk: bool = False) -> str:
    """Return why a document cannot be read, without the file's name.

    in_desk: in the words of what can be clicked there, and not of the command's options.
    """
    params = dict(error.params)
    if "shape" in params:
        params["shape"] = shape_in_words(str(params["shape"]))
    desk_sentence = SENTENCES["desk_errors"].get(error.case) if in_desk else None
    return filled(desk_sentence or SENTENCES["errors"][error.case], params)


def error_message(error: DocumentError, *, in_desk: bool = False) -> str:
    """Return why a document cannot be read, with the file's name and the line if they are known."""
    reason = error_reason(error, in_desk=in_desk)
    if not error.source:
        return reason
    if error.line is None:
        return gettext("%(file)s: %(reason)s") % {"file": error.source, "reason": reason}
    places = {"file": error.source, "line": error.line, "reason": reason}
    return gettext("%(file)s line %(line)d: %(reason)s") % places


def shape_in_words(shape: str) -> str:
    """Return what a document is, in a sentence: a programme, the record of an event."""
    msgid = SENTENCES["shapes"].get(shape)
    return gettext(msgid) if msgid else gettext("a document of unknown kind")


def subject_in_words(subject: str) -> str:
    """Return what a finding is about: the document's own words, or ours for what has none."""
    if subject in language_codes():
        return site_language_name(subject)
    msgid = SENTENCES["subjects"].get(subject) or SENTENCES["shapes"].get(subject)
    return gettext(msgid) if msgid else subject


def lines_in_words(lines: Sequence[int]) -> str:
    """Return where something stands in a document, the first six of its lines."""
    if not lines:
        return ""
    numbers = ", ".join(str(number) for number in lines[:6]) + (" …" if len(lines) > 6 else "")
    if len(lines) == 1:
        return gettext("line %(lines)s") % {"lines": numbers}
    return gettext("lines %(lines)s") % {"lines": numbers}


def name_finding(label: str, subject: str, lines: Sequence[int]) -> str:
    """Return what a finding is called, what it is about and where that stands."""
    place = f"({lines_in_words(lines)})" if lines else ""
    about = " ".join(filter(None, (subject_in_words(subject), place)))
    return labelled(label, about) if about else label
