"""A harvested record in the two formats. Dublin Core: openarchives.org; DataCite: schema 4.5."""

from typing import Final
from xml.etree.ElementTree import Element, SubElement, register_namespace

from django.utils.timezone import localdate

from forum.exports.harvesting.harvested_records import HarvestedRecord, Words

OAI_DC: Final = "http://www.openarchives.org/OAI/2.0/oai_dc/"
DC: Final = "http://purl.org/dc/elements/1.1/"
DATACITE: Final = "http://datacite.org/schema/kernel-4"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"

for _prefix, _address in (("oai_dc", OAI_DC), ("dc", DC), ("datacite", DATACITE), ("xsi", XSI)):
    register_namespace(_prefix, _address)


def write_dublin_core(record: HarvestedRecord) -> Element:
    location = f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd"
    root = Element(f"{{{OAI_DC}}}dc", {f"{{{XSI}}}schemaLocation": location})
    for name, words in (
        ("title", record.titles),
        ("creator", [words for creator in record.creators for words in creator]),
        ("subject", record.subjects),
        ("description", record.descriptions),
    ):
        add_words(root, f"{{{DC}}}{name}", words)
    facts = [
        ("publisher", record.publisher),
        ("date", record.issued),
        ("type", record.general),
        ("identifier", f"https://doi.org/{record.doi}" if record.doi else ""),
        ("identifier", f"https://hdl.handle.net/{record.handle}" if record.handle else ""),
        *(("identifier", url) for url in record.urls),
        *(("language", language) for language in record.languages),
    ]
    for name, value in facts:
        if value:
            SubElement(root, f"{{{DC}}}{name}").text = value
    return root


def add_words(parent: Element, tag: str, words: Words, **attributes: str) -> None:
    for language, text in words:
        SubElement(parent, tag, {_LANG: language, **attributes}).text = text


def write_datacite(record: HarvestedRecord) -> Element:
    location = f"{DATACITE} https://schema.datacite.org/meta/kernel-4.5/metadata.xsd"
    root = Element(_tag("resource"), {f"{{{XSI}}}schemaLocation": location})
    registry = "DOI" if record.doi else "URL"
    identifier = SubElement(root, _tag("identifier"), identifierType=registry)
    identifier.text = record.doi or record.urls[0]
    creators = SubElement(root, _tag("creators"))
    for language, name in list_creators(record) or [(record.languages[0], record.publisher)]:
        creator = SubElement(creators, _tag("creator"))
        attributes = {_LANG: language, "nameType": "Organizational"}
        SubElement(creator, _tag("creatorName"), attributes).text = name or ":unkn"
    add_words(SubElement(root, _tag("titles")), _tag("title"), record.titles)
    SubElement(root, _tag("publisher")).text = record.publisher or ":unkn"
    year = record.published or localdate(record.updated)
    SubElement(root, _tag("publicationYear")).text = str(year.year)
    general = {"resourceTypeGeneral": record.general}
    SubElement(root, _tag("resourceType"), general).text = record.kind
    if record.subjects:
        add_words(SubElement(root, _tag("subjects")), _tag("subject"), record.subjects)
    add_dates(root, record)
    add_alternates(root, record)
    SubElement(root, _tag("language")).text = record.languages[0]
    if record.descriptions:
        descriptions = SubElement(root, _tag("descriptions"))
        kind = {"descriptionType": "Abstract"}
        add_words(descriptions, _tag("description"), record.descriptions, **kind)
    return root


def list_creators(record: HarvestedRecord) -> Words:
    """Return each creator once: in the record's first language, or in what its name stands in."""
    names = (dict(words) for words in record.creators if words)
    return [
        next((code, name[code]) for code in (record.languages[0], *name) if code in name)
        for name in names
    ]


def add_dates(root: Element, record: HarvestedRecord) -> None:
    dates = SubElement(root, _tag("dates"))
    days = {
        "Issued": record.published.isoformat() if record.published else "",
        "Collected": record.issued,
        "Updated": localdate(record.updated).isoformat(),
    }
    for kind, day in days.items():
        if day:
            SubElement(dates, _tag("date"), dateType=kind).text = day


def add_alternates(root: Element, record: HarvestedRecord) -> None:
    """Add the identifiers beside the one that stands for the record."""
    alternates = [("Handle", record.handle)] if record.handle else []
    if record.doi:
        alternates += [("URL", url) for url in record.urls[:1]]
    if alternates:
        group = SubElement(root, _tag("alternateIdentifiers"))
        for kind, text in alternates:
            attributes = {"alternateIdentifierType": kind}
            SubElement(group, _tag("alternateIdentifier"), attributes).text = text


def _tag(name: str) -> str:
    return f"{{{DATACITE}}}{name}"
