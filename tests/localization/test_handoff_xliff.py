"""XLIFF 1.2 as tools read it: its structure, its codes, and what translate-toolkit makes of it."""

from copy import deepcopy
from typing import Any

import pytest
from lxml import etree
from translate.storage.xliff import xlifffile

from forum.core.translations.states import TranslationState
from forum.localization.exchange.file_reader import read_returned_file
from forum.localization.exchange.outgoing_units import ExportScope
from forum.localization.exchange.plan_writer import write_translations as write
from forum.models import Term
from sessions_app.models import Event
from tests.support.exchange_files import file_of, handed_out, make_unit, planned, rich_unit
from tests.support.factories import (
    make_appearance,
    make_correction,
    make_event,
    make_photo,
    make_session,
)
from tests.support.xliff_structure import XLIFF, faults

RICH = (
    '<p>论坛<strong>讨论</strong><br><a href="https://a.test/?b=1&amp;c=2" '
    'rel="noopener noreferrer">港口</a> &amp; 城市</p><ul><li>一</li><li>二</li></ul>'
)


def inline(data: bytes, name: str = "source") -> str:
    element = next(etree.fromstring(data).iter(f"{XLIFF}{name}"))
    whole = etree.tostring(element, encoding="unicode", with_tail=False)
    return whole[whole.index(">") + 1 : whole.rindex("</")]


@pytest.fixture
def event(db: None) -> Event:
    event = make_event(introduction_zh_hans=RICH, introduction_en="", subtitle_zh_hans="副题")
    session = make_session(event, title_zh_hans="主旨", heading_zh_hans="致辞")
    make_appearance(session, remarks_zh_hans="<p>一\x0b</p>", clearance_en="cleared")
    make_photo(event, caption_zh_hans="合影")
    make_correction(event)
    Term.objects.create(text_zh_hans="港口", text_en="port", kind="term")
    return event


@pytest.mark.parametrize("scope", ExportScope)
def test_the_structure_is_that_of_the_schema(event: Event, scope: ExportScope) -> None:
    sent = handed_out(event, scope=scope, contact="a@b.test <x>")
    assert faults(sent.content) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<header>", b"<header><body></body>"),
        (b"<header>", b"<header>text"),
        (b'xml:space="preserve"', b'space="preserve"'),
        (b'datatype="plaintext"', b""),
        (b"needs-translation", b"to be done"),
    ],
)
def test_the_check_of_the_structure_finds_faults(old: bytes, new: bytes) -> None:
    data = file_of("xliff", make_unit()).content
    assert (faults(data), bool(faults(data.replace(old, new, 1)))) == ([], True)


def test_rich_text_is_text_with_protected_codes() -> None:
    data = file_of(
        "xliff", rich_unit(source="<p>论坛<strong>讨论</strong><br>港口 &amp;</p>")
    ).content
    assert inline(data).replace(f' xmlns="{XLIFF[1:-1]}"', "") == (
        '<g id="1" ctype="x-html-p" equiv-text="&lt;p&gt;">论坛'
        '<g id="2" ctype="bold" equiv-text="&lt;strong&gt;">讨论</g>'
        '<x id="3" ctype="lb" equiv-text="&lt;br&gt;"/>港口 &amp;</g>'
    )


def test_codes_of_a_translation_have_the_numbers_of_its_source() -> None:
    unit = rich_unit(
        source="<p><strong>一</strong> <em>二</em></p>",
        text="<p><em>two</em> <strong>one</strong></p><p>more</p>",
    )
    data = file_of("xliff", unit).content
    target = next(etree.fromstring(data).iter(f"{XLIFF}target"))
    assert [element.get("id") for element in target.iter(f"{XLIFF}g")] == ["1", "3", "2", "own-4"]


@pytest.mark.parametrize(
    ("values", "state", "approved"),
    [
        ({"state": TranslationState.MISSING}, "needs-translation", "no"),
        (
            {"state": TranslationState.OUTDATED, "text": "x", "previous": "旧"},
            "needs-review-translation",
            "no",
        ),
        ({"state": TranslationState.DRAFT, "text": "x"}, "translated", "no"),
        ({"state": TranslationState.REVIEWED, "text": "x"}, "signed-off", "yes"),
        ({"state": TranslationState.AUTHORED, "text": "x"}, "final", "yes"),
        (
            {"state": TranslationState.AUTHORED, "text": "x", "asks": True},
            "needs-review-translation",
            "no",
        ),
        ({"state": TranslationState.DRAFT, "text": "x", "locked": True}, "final", "yes"),
    ],
)
def test_states(values: dict[str, Any], state: str, approved: str) -> None:
    root = etree.fromstring(file_of("xliff", make_unit(**values)).content)
    unit = next(root.iter(f"{XLIFF}trans-unit"))
    target = unit.find(f"{XLIFF}target")
    assert (target.get("state"), unit.get("approved")) == (state, approved)


def test_limits_and_locks() -> None:
    unit = make_unit(max_length=400, locked=True, text="x", state=TranslationState.DRAFT)
    root = etree.fromstring(file_of("xliff", unit).content)
    attributes = next(root.iter(f"{XLIFF}trans-unit")).attrib
    assert (attributes["maxwidth"], attributes["size-unit"], attributes["translate"]) == (
        "400", "char", "no",
    )  # fmt: skip


def test_the_glossary_is_in_the_head(event: Event) -> None:
    root = etree.fromstring(handed_out(event).content)
    (glossary,) = root.iter(f"{XLIFF}internal-file")
    assert "港口,port," in glossary.text


def test_each_row_has_a_group(event: Event) -> None:
    root = etree.fromstring(handed_out(event).content)
    kinds = [element.get("restype") for element in root.iter(f"{XLIFF}group")]
    assert kinds == ["x-event", "x-session", "x-appearance", "x-photo", "x-correction"]


@pytest.mark.parametrize("code", ["en", "en-GB", "EN", "en_US"])
def test_tools_may_write_the_language_their_way(code: str) -> None:
    data = file_of("xliff", make_unit()).content
    data = data.replace(b'target-language="en"', f'target-language="{code}"'.encode())
    assert [element.language for element in read_returned_file("x", data).units] == ["en"]


def test_translate_toolkit_translates(event: Event) -> None:
    store = xlifffile.parsestring(handed_out(event, scope=ExportScope.TO_DO).content)
    units = {element.xmlelement.get("id"): element for element in store.units}
    plain = units[f"event.{event.pk}.subtitle"]
    plain.target = "Subtitle & more"
    rich = units[f"event.{event.pk}.introduction"]
    translated = deepcopy(rich.rich_source[0])
    words = {"论坛": "Forum ", "讨论": "debates", "港口": "ports", " & 城市": " & cities",
             "一": "one", "二": "two"}  # fmt: skip
    for leaf in translated.depth_first():
        leaf.sub = [words[element] if isinstance(element, str) else element for element in leaf.sub]
    rich.rich_target = [translated]
    plan = planned(bytes(store))
    assert plan.with_findings == []
    assert len(write(plan).changes) == 2
    event.refresh_from_db()
    english = RICH
    for chinese, word in words.items():
        english = english.replace(chinese.replace("&", "&amp;"), word.replace("&", "&amp;"))
    assert (event.subtitle_en, event.introduction_en) == ("Subtitle & more", english)


def test_what_a_tool_copied_from_the_source_is_no_translation(event: Event) -> None:
    data = handed_out(event, scope=ExportScope.TO_DO).content
    root = etree.fromstring(data)
    for unit in root.iter(f"{XLIFF}trans-unit"):
        source, target = unit.find(f"{XLIFF}source"), unit.find(f"{XLIFF}target")
        target.text = source.text
        target.extend(deepcopy(list(source)))
    plan = planned(etree.tostring(root))
    assert plan.chosen() == []
    assert {str(element.action) for element in plan.changes} == {"empty"}
