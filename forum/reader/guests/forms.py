"""One person in a text, by the first form that fits."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial, reduce
from typing import Final

from forum.reader.attendance_notes import split_note
from forum.reader.bilingual import language_of, split_languages
from forum.reader.event_record import EN, ZH
from forum.reader.guest_parts import is_bare_name
from forum.reader.guests.both_languages import (
    read_both_names,
    read_both_then_titles,
    read_call_name,
    read_latin_then_han,
)
from forum.reader.guests.brackets import (
    Read,
    read_before_brackets,
    read_invited,
    read_nobody,
    read_role_behind,
    read_role_within,
    read_told_before_title,
    read_unconfirmed,
)
from forum.reader.guests.dashes import (
    names_second,
    read_addressed_before_dash,
    read_before_at,
    read_before_dash,
    split_letters,
    with_letters,
)
from forum.reader.guests.guest import (
    Guest,
    Printed,
    contacts_in,
    in_language,
    join_guests,
    split_biography,
    with_told,
)
from forum.reader.guests.institutions_beside import (
    read_behind_house,
    read_beside_title,
    read_office_first,
    read_post_within,
)
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.lexicon import Lexicon
from forum.reader.shapes.record.name_forms import (
    has_title_word,
    is_name_en,
    is_name_zh,
    split_honorific,
)
from forum.reader.shapes.record.names import entry
from forum.reader.vocabulary.furniture import CONTACT, LINKED
from forum.reader.vocabulary.titles import HONORIFICS_EN

# An institution for short, and nobody's name.
_ACRONYM: Final = re.compile("[A-Z]{2,6}")
_LONGEST_NAME: Final = 4
# Mr Tom Li, Dr Anna Berg, Director: somebody else within what would be a title
_SECOND_NAME: Final = re.compile(r"(?:^|,\s)(?:Cllr|Mr|Mrs|Ms|Dr|Prof)\b\.?\s[A-Z]")
# Closing remarks by Ms. Anna Berg: what she does is no title.
_OPEN_TITLE: Final = re.compile(
    r"\b(?:by|with|from)$|\bby\s+(?:its|their|the|his|her)\b", re.IGNORECASE
)
_ADDRESSED_BEFORE_POST: Final = re.compile(
    rf"(?P<honorific>{HONORIFICS_EN})\s*(?P<name>[A-Z][\w’'-]+(?:\s[A-Z]\.)?\s[A-Z][\w’'-]+)\s+"
    r"(?P<title>[A-Z][^()（）;；]{3,120})"
)
_NO_KNOWN_NAMES: Final = Lexicon()


def read_guest(text: str, *, has_titles_beside: bool = False) -> Guest | None:
    """Return the person of a text: 张三（某院院长） Zhang San (Dean), or a bare name."""
    read = partial(read_guest, has_titles_beside=has_titles_beside)
    printed = Printed(text, language_of(text), has_titles_beside)
    for read_note, _example in NOTES:
        if (noted := read_note(printed, read)) is not None:
            return next(iter(noted), None)
    languages = split_languages(text)
    people = [
        guest
        for language, part in languages.items()
        if (guest := _read_form(Printed(part, language, has_titles_beside)))
    ]
    if not people or len(people) < len(languages):
        whole = _read_form(printed)
        people = [whole] if whole else []
    return _as_one(people) if people else None


def _as_one(people: list[Guest]) -> Guest | None:
    """Return what both languages say of a person, None for an institution's short name."""
    guest = reduce(join_guests, people)
    if _ACRONYM.fullmatch(guest.name.get(EN, "")) and ZH not in guest.name:
        return None
    name = guest.name.get(ZH, "")
    if EN in guest.name and len(name) > _LONGEST_NAME and not is_name_zh(name):
        # 法国蓝带厨师 Jean Roux: what stands before a name in letters is no other form of it.
        return replace(guest, name={EN: guest.name[EN]}, title={ZH: name, **guest.title})
    return guest


def _read_form(printed: Printed) -> Guest | None:
    """Return the person of a text in one language by the first of the forms that it has."""
    text, letters = split_letters(texts.clean(printed.text))
    printed = replace(printed, text=text)
    if names_second(printed.text):
        return None
    guests = (read_form(printed) for read_form, _example in FORMS)
    guest = next((guest for guest in guests if guest), None)
    beside = printed.has_titles_beside
    return guest and with_letters(guest, letters, has_titles_beside=beside)


def _read_contacts(printed: Printed, read: Read) -> list[Guest] | None:
    contacts = contacts_in(printed.text)
    if not contacts:
        return None
    guest = read(CONTACT.sub("", printed.text))
    return [with_told(guest, contacts)] if guest else []


def _read_attendance(printed: Printed, read: Read) -> list[Guest] | None:
    note = split_note(printed.text)
    if not note.words:
        return None
    guest = read(note.text)
    return [replace(guest, attendance=note.kind, attendance_note=note.words)] if guest else []


def _read_bare_name(printed: Printed) -> Guest | None:
    if not is_bare_name(printed.text):
        return None
    name, honorific = split_honorific(printed.text, printed.language)
    return Guest({printed.language: name}, {}, in_language(printed.language, honorific))


def _read_addressed_before_post(printed: Printed) -> Guest | None:
    """Read who is addressed before a post that no mark parts: Mr. Tom Li General Manager."""
    person = _ADDRESSED_BEFORE_POST.match(printed.text) if printed.language == EN else None
    post = " ".join(person["title"].split()[:2]) if person else ""
    if person is None or not is_name_en(person["name"]) or not has_title_word(post, EN):
        return None
    honorific = in_language(EN, person["honorific"])
    return Guest({EN: person["name"]}, {EN: person["title"]}, honorific)


def _read_entry(printed: Printed) -> Guest | None:
    """Read name and title as records list them: 林岚 滨海大学校长; Anna Berg, Director."""
    language = printed.language
    person = entry(printed.text, language, _NO_KNOWN_NAMES)
    if person is None or not person.title or _OPEN_TITLE.search(person.title):
        return None
    if person.title.endswith(("?", "？")):
        return None  # Deep-sea mining: opportunity or risk?
    if _SECOND_NAME.search(person.title):
        return None  # of several people, whom nothing else parts, the title holds the others
    if printed.has_titles_beside and not has_title_word(person.title, language):
        return None
    title, biography = split_biography(person.title)
    return Guest(
        {language: person.name}, {language: title}, in_language(language, person.honorific),
        biography=biography,
    )  # fmt: skip


def _read_linked(printed: Printed, read: Read) -> list[Guest] | None:
    """Read who is named before what a page links to: Anna Berg (slides)."""
    text = LINKED.sub("", printed.text)
    guest = read(text) if text.strip() and text != printed.text else None
    return [guest] if guest else None


# 林岚女士, BBS, JP: the orders of Hong Kong
_ORDERS: Final = re.compile(r"(?:\s*[,，]\s*(?:GBM|GBS|SBS|BBS|MH|JP))+\s*$")


def _read_orders(printed: Printed, read: Read) -> list[Guest] | None:
    """Read who has orders behind the name, which are no post."""
    text = _ORDERS.sub("", printed.text)
    guest = read(text) if ZH in printed.language and text != printed.text else None
    return [with_told(guest, printed.text[len(text) :].strip(" ,，"))] if guest else None


# What may stand beside a person of whatever form, in the order in which it is looked for.
type Note = Callable[[Printed, Read], list[Guest] | None]
NOTES: Final[tuple[tuple[Note, str], ...]] = (
    (_read_contacts, "林岚 滨海大学校长 lan@example.org"),
    (read_unconfirmed, "Anna Berg, Director (TBC)"),
    (read_role_behind, "Anna Berg, Director (Moderator)"),
    (read_role_within, "Anna Berg (moderator), Director"),
    (read_nobody, "（待定）某部委领导"),
    (read_invited, "（拟邀）某行行长 林岚"),
    (read_both_then_titles, "林岚 Lin Lan，滨海大学教授 Professor, Binhai University"),
    (_read_attendance, "林岚（线上参会）"),
    (_read_orders, "滨海局副局长 林岚女士, JP"),
    (_read_linked, "Anna Berg (prepared remarks)"),
)
# The forms of a person in one language. The first that fits is meant.
type Form = Callable[[Printed], Guest | None]
FORMS: Final[tuple[tuple[Form, str], ...]] = (
    (read_both_names, "彼得·林 Peter Lin（某公司首席产品官）"),
    (read_latin_then_han, "Ms. Anna Berg 安娜·贝格"),
    (read_office_first, "Minister Anna Berg (Minister of Harbours)"),
    (read_post_within, "Mr. Tom Li (Assistant Secretary General) Coast Union"),
    (read_before_brackets, "林岚（滨海大学校长）"),
    (read_behind_house, "滨海大学 林岚副教授"),
    (_read_bare_name, "林岚教授"),
    (read_call_name, "王芳 Jane"),
    (read_told_before_title, "王芳（笔名听潮），某公司工程师"),
    (read_beside_title, "易观 CTO 王芳"),
    (read_before_dash, "Anna Berg – Director, Coast Office"),
    (read_before_at, "林岚@滨海潮汐社区 负责人"),
    (read_addressed_before_dash, "Eng. Anna Berg, Head of Tides — Harbour Office"),
    (_read_entry, "林岚 滨海大学校长"),
    (_read_addressed_before_post, "Mr. Tom Li General Manager, Tideworks"),
)
