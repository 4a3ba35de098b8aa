"""Texts that the data propose for a picture: an editor confirms each, nothing is filled in.

The wording is the organizers': in Chinese title, name, how and where, the event, the act
(职务+姓名+以视频方式出席+“标题”分论坛并致辞); in English name, title, the act in the present tense.
"""

from django.utils import translation
from django.utils.translation import gettext, pgettext

from forum.core.content import column, language_codes
from forum.core.record_names import name_in
from forum.models import CaptionTemplate
from forum.models.caption_templates import fill_wording
from sessions_app.models import Appearance, Event, Session

_KINDS_ZH: dict[str, str] = {
    Event.Kind.SUB_FORUM: "分论坛",
    Event.Kind.MAIN_FORUM: "",
    Event.Kind.EVENT: "活动",
}
_ACTS_ZH: dict[str, str] = {
    Session.Kind.OPENING: "致辞",
    Session.Kind.KEYNOTE: "作主旨发言",
    Session.Kind.LAUNCH: "发布成果",
    Session.Kind.DISCUSSION: "参与讨论",
    Session.Kind.ROUNDTABLE: "参与圆桌讨论",
    Session.Kind.DIALOGUE: "参与对话",
    Session.Kind.SIGNING: "签约",
    Session.Kind.CLOSING: "作总结发言",
}
_ACTS_EN: dict[str, str] = {
    Session.Kind.OPENING: "delivers opening remarks",
    Session.Kind.KEYNOTE: "delivers a keynote speech",
    Session.Kind.LAUNCH: "launches outcomes",
    Session.Kind.DISCUSSION: "speaks in the panel discussion",
    Session.Kind.ROUNDTABLE: "speaks at the round table",
    Session.Kind.DIALOGUE: "takes part in the dialogue",
    Session.Kind.SIGNING: "signs",
    Session.Kind.CLOSING: "delivers closing remarks",
}
_ATTENDANCES_EN: dict[str, str] = {
    Appearance.Attendance.VIDEO: " by video",
    Appearance.Attendance.WRITTEN: " in writing",
}


def propose_photo_texts(appearances: list[Appearance]) -> dict[str, str]:
    """Return column -> caption and alternative text for who stands in a picture, from the left.

    A language that lacks the name, or whose wording is not known, is left out. The appearances have
    their person, session and event at hand.
    """
    if not appearances:
        return {}
    texts = {column("caption", code): _caption(appearances, code) for code in language_codes()}
    texts |= {column("alt", code): _alternative(appearances, code) for code in language_codes()}
    return {name: text for name, text in texts.items() if text}


def propose_worded_captions(
    template: CaptionTemplate, event: Event, session: Session | None, guests: list[Appearance]
) -> dict[str, str]:
    """Return column -> caption in the wording of a template.

    guests: who stands in the picture, from the left; the session is theirs where none is chosen. A
    language in which a placeholder has no text is left out.
    """
    captions = {}
    for code in language_codes():
        with translation.override(code):
            wording = _text(template, "text", code)
            values = _worded_values(event, session, guests, code)
            captions[column("caption", code)] = fill_wording(wording, values)
    return {name: text for name, text in captions.items() if text}


def _worded_values(
    event: Event, session: Session | None, guests: list[Appearance], code: str
) -> dict[str, str]:
    """Return what each placeholder stands for, in a language that is active."""
    names = [_text(guest.person, "name", code) for guest in guests]
    meant = session or (guests[0].session if guests else None)
    return {
        "event": _text(event, "title", code),
        "session": _session_name(meant, code) if meant else "",
        "person": pgettext("between names", ", ").join(names) if all(names) else "",
        "title": _text(guests[0], "title", code) if len(guests) == 1 else "",
        "city": _text(event, "city", code),
    }


def _session_name(session: Session, code: str) -> str:
    """Return what a session is called in a language that is active."""
    return name_in(session, code) or str(session.get_kind_display())


def propose_portrait_texts(names: dict[str, str], latest: Appearance | None) -> dict[str, str]:
    """Return column -> alternative text of a person's portrait.

    names: language code -> name, as it is typed. latest: the appearance whose title is borne.
    """
    titles = {code: _text(latest, "title", code) if latest else "" for code in language_codes()}
    texts = {
        column("portrait_alt", code): _portrait(names.get(code, "").strip(), titles[code], code)
        for code in language_codes()
    }
    return {name: text for name, text in texts.items() if text}


def _alternative(appearances: list[Appearance], code: str) -> str:
    """Return what is seen: who, where the caption says what for."""
    if len(appearances) > 1:
        return _caption(appearances, code)
    guest = appearances[0]
    return _portrait(_text(guest.person, "name", code), _text(guest, "title", code), code)


def _portrait(name: str, title: str, code: str) -> str:
    if not name or code not in ("zh-hans", "en"):
        return ""
    if code == "zh-hans":
        return f"{title}{name}的照片"
    return f"Photograph of {name}, {title}" if title else f"Photograph of {name}"


def _caption(appearances: list[Appearance], code: str) -> str:
    if len(appearances) > 1:
        return _group([_text(guest.person, "name", code) for guest in appearances], code)
    wordings = {"zh-hans": _in_chinese, "en": _in_english}
    return wordings[code](appearances[0]) if code in wordings else ""


def _group(names: list[str], code: str) -> str:
    if not all(names):
        return ""
    with translation.override(code):
        joined = pgettext("between names", ", ").join(names)
        return gettext("From left: %(names)s") % {"names": joined}


def _in_chinese(guest: Appearance) -> str:
    name, event = _text(guest.person, "name", "zh-hans"), guest.session.event
    if not name:
        return ""
    title = _text(event, "title", "zh-hans")
    event_words = f"“{title}”{_KINDS_ZH.get(event.kind, '')}" if title else ""
    person = f"{_text(guest, 'title', 'zh-hans')}{name}"
    kind = guest.session.kind
    if guest.attendance == Appearance.Attendance.WRITTEN:
        # Who sent a text was not in the room.
        act = "书面致辞" if kind == Session.Kind.OPENING else "提交书面发言"
        return f"{person}{f'向{event_words}' if event_words else ''}{act}"
    act = "主持" if guest.is_moderator else _ACTS_ZH.get(kind, "发言")
    return f"{person}{_attendance_in_chinese(guest)}出席{event_words}并{act}"


def _attendance_in_chinese(guest: Appearance) -> str:
    city = _text(guest.session.event, "city", "zh-hans")
    if guest.attendance == Appearance.Attendance.VIDEO:
        return "以视频方式"
    return f"在{city}" if city and guest.attendance == Appearance.Attendance.IN_PERSON else ""


def _in_english(guest: Appearance) -> str:
    name, title = _text(guest.person, "name", "en"), _text(guest, "title", "en")
    if not name:
        return ""
    act = _ACTS_EN.get(guest.session.kind, "speaks")
    act = "moderates the session" if guest.is_moderator else act
    act += _ATTENDANCES_EN.get(guest.attendance, "")
    return f"{name}, {title}, {act}" if title else f"{name} {act}"


def _text(record: object, field: str, code: str) -> str:
    return (getattr(record, column(field, code)) or "").strip()
