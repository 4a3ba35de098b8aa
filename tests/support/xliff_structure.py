"""The structure of XLIFF 1.2, as its strict schema has it: which elements hold which, in which
order, with which attributes. Written after OASIS, XLIFF version 1.2, sections 2 and 3.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

XLIFF = "{urn:oasis:names:tc:xliff:document:1.2}"
XML = "{http://www.w3.org/XML/1998/namespace}"
INLINE = "g|x|bx|ex|bpt|ept|ph|it|mrk"
LANGUAGE = r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"
ANY, NMTOKEN, YES_NO, OWN = r"(?s).*", r"[\w.:-]+", "yes|no", r"x-\S+"
STATE = (
    "final|needs-adaptation|needs-l10n|needs-review-adaptation|needs-review-l10n|"
    f"needs-review-translation|needs-translation|new|signed-off|translated|{OWN}"
)
SPAN = f"bold|italic|underlined|link|{OWN}"


@dataclass(frozen=True)
class Rule:
    """content: of the names of the children, each with a space behind it; has_text: besides them.

    attributes: name -> pattern; those in needed must be there.
    """

    content: str
    attributes: dict[str, str]
    needed: tuple[str, ...] = ()
    has_text: bool = False


BOX = {"id": ANY, "resname": ANY, "restype": OWN, "datatype": "plaintext|htmlbody",
       f"{XML}space": "default|preserve", "maxwidth": NMTOKEN, "size-unit": "char",
       "translate": YES_NO}  # fmt: skip
LANG = {f"{XML}lang": LANGUAGE}
RULES = {
    "xliff": Rule(r"(file )+", {"version": r"1\.2"}, ("version",)),
    "file": Rule(
        r"(header )?body ",
        {"original": ANY, "source-language": LANGUAGE, "target-language": LANGUAGE, "date": MOMENT,
         "datatype": "plaintext", "product-name": ANY, "product-version": ANY},
        ("original", "source-language", "datatype"),
    ),
    "header": Rule(r"(skl )?(phase-group )?((glossary|reference|count-group|note|tool) )*", {}),
    "glossary": Rule(r"(internal-file|external-file) ", {}),
    "internal-file": Rule("", {"form": ANY, "crc": NMTOKEN}, has_text=True),
    "note": Rule(
        "", {**LANG, "priority": "[1-9]|10", "from": ANY, "annotates": "source|target|general"},
        has_text=True,
    ),
    "body": Rule(r"((group|trans-unit|bin-unit) )*", {}),
    "group": Rule(
        r"(context-group )*(count-group )*(note )*((group|trans-unit|bin-unit) )+", BOX
    ),
    "trans-unit": Rule(
        r"source (seg-source )?(target )?((context-group|count-group|note|alt-trans) )*",
        {**BOX, "approved": YES_NO},
        ("id",),
    ),
    "source": Rule(rf"(({INLINE}) )*", LANG, has_text=True),
    "target": Rule(rf"(({INLINE}) )*", {**LANG, "state": STATE}, has_text=True),
    "context-group": Rule(
        r"(context )+",
        {"name": ANY, "crc": NMTOKEN, "purpose": f"location|information|match|{OWN}"},
    ),
    "context": Rule("", {"context-type": OWN, "match-mandatory": YES_NO}, ("context-type",), True),
    "g": Rule(
        rf"(({INLINE}) )*", {"id": ANY, "ctype": SPAN, "clone": YES_NO, "equiv-text": ANY}, ("id",),
        has_text=True,
    ),
    "x": Rule("", {"id": ANY, "ctype": f"image|pb|lb|{OWN}", "clone": YES_NO, "equiv-text": ANY},
              ("id",)),
}  # fmt: skip


def faults(data: bytes) -> list[str]:
    """Return what the schema would find wrong with a file."""
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False))
    wrong = [fault for element in root.iter() for fault in _of_element(element)]
    for file in root.iter(f"{XLIFF}file"):
        for name, key in (("group", "id"), ("trans-unit", "id"), ("context-group", "name")):
            keys = [element.get(key) for element in file.iter(f"{XLIFF}{name}") if element.get(key)]
            wrong += [f"{name} {key} twice" for _ in range(len(keys) - len(set(keys)))]
    return wrong


def _of_element(element: Any) -> Iterator[str]:
    name = element.tag.removeprefix(XLIFF)
    rule = RULES[name]
    children = "".join(f"{element.tag.removeprefix(XLIFF)} " for element in element)
    if not re.fullmatch(rule.content, children):
        yield f"{name} holds {children}"
    texts = [element.text or "", *(element.tail or "" for element in element)]
    if not rule.has_text and any(text.strip() for text in texts):
        yield f"{name} holds text"
    for key in rule.needed:
        if key not in element.attrib:
            yield f"{name} lacks {key}"
    for key, value in element.attrib.items():
        if key not in rule.attributes or not re.fullmatch(rule.attributes[key], value):
            yield f"{name} has {key}={value}"
