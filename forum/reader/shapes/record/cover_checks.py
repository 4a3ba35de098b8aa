"""Checks of cover and introduction, and of the languages that a record has."""

from collections.abc import Sequence

from forum.reader.event_record import LANGUAGES, ZH, OrganizationRecord
from forum.reader.shapes.record import texts
from forum.reader.shapes.record.consistency import check_paragraph
from forum.reader.shapes.record.cover import Cover
from forum.reader.shapes.record.drafts import Draft
from forum.reader.shapes.record.introduction import Facts
from forum.reader.shapes.record.notebook import Notebook
from forum.reader.shapes.record.rows import Row


def check_organizations(
    organizations: Sequence[OrganizationRecord], facts: Facts, notebook: Notebook
) -> None:
    """Hold the introduction's organizations against the cover's, role by role."""
    for row, role, printed, names in facts.organizations:
        cover = [
            organization
            for organization in organizations
            if organization.role == role and ZH in organization.name
        ]
        if row.language != ZH or not cover:
            continue
        cover_names = {organization.name[ZH] for organization in cover}
        for name in names:
            if name not in cover_names:
                _organization_variant(name, cover, row, printed, notebook)


def _organization_variant(
    name: str, cover: Sequence[OrganizationRecord], row: Row, printed: str, notebook: Notebook
) -> None:
    likeness = [
        (texts.similarity(name, candidate.name.get(ZH, "")), candidate) for candidate in cover
    ]
    score, nearest = max(likeness, key=lambda pair: pair[0])
    cover_name = nearest.name.get(ZH, "")
    lines = [*nearest.lines[:1], row.number]
    if texts.same_but_marks(name, cover_name):
        notebook.note(
            "organization_variant", cover_name, lines,
            "marks", other=name,
        )  # fmt: skip
    elif score >= 0.5 or cover_name in name or name in cover_name:
        notebook.warn(
            "organization_variant", cover_name, lines,
            "words", other=name, kept=cover_name,
        )  # fmt: skip
    elif len(name) >= 3:
        notebook.warn(
            "organization_variant", name, lines,
            "unprinted",
            other=name, role=printed,
        )  # fmt: skip


def check_cover(sheet: Cover, drafts: Sequence[Draft], notebook: Notebook) -> None:
    """Check the introduction's paragraphs, empty fields, and placeholders of cover and sections."""
    first_rows: dict[str, Row] = {}
    for row in sheet.introduction:
        if row.text in first_rows:
            notebook.warn(
                "duplicate_paragraph", row.text[:16], (first_rows[row.text].number, row.number),
                first=first_rows[row.text].number,
            )  # fmt: skip
            continue
        first_rows[row.text] = row
        check_paragraph(row, row.text, "introduction", notebook)
    for row, label in sheet.empty:
        notebook.warn(
            "field_empty", label, [row.number],
            "label",
        )  # fmt: skip


def check_languages(texts_given: dict[str, bool], notebook: Notebook) -> None:
    """Note a language that the whole document lacks."""
    for code in LANGUAGES:
        if not texts_given[code] and any(texts_given.values()):
            notebook.note(
                "translation_missing", code, [],
                language=code,
            )  # fmt: skip
