"""A translated field is edited, shown, answered, searched, exported, imported and handed off, or
says why not.

Every translated text of every model gets a mark of its own; each way out of the database is then
looked through for the marks. A new field that was forgotten somewhere fails here by its name.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.db.models import Model, TextField
from django.db.models.fields import CharField
from django.test import Client, override_settings
from modeltranslation.translator import translator
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from forum.core.content import column
from forum.exports import table_writer
from forum.imports.record_file import read_record_file
from forum.imports.writer import ImportOptions, rehearse_import
from forum.management.record_selection import KINDS
from forum.models import KnowledgeProduct, SiteSettings
from people.models import Person, User
from sessions_app.models import Appearance, Event
from tests.conftest import folders
from tests.support import factories as make
from tests.support.images import png
from tests.support.pages import FILES, one_of_each

pytestmark = pytest.mark.django_db

SOURCE: Final = "zh-hans"
ANSWERED_LISTS: Final = (
    "series", "events", "sessions", "appearances", "people", "organizations", "products", "topics",
    "news",
)  # fmt: skip
# Whole sentences, for they are what a reader of a failing test needs.
CLEARANCE: Final = "The office's answer is for staff alone."
SORTING: Final = "It orders directories and is never read."
SITE: Final = "It belongs to the site, to no event."
STAFF: Final = "It is for whoever writes and translates."
PICTURE: Final = (
    "It describes a picture; the record of the picture is found by its names and caption."
)
NO_TABLE: Final = "The tables of an event have neither products nor pictures; Word has."
NO_FILES: Final = "The read interface has neither pictures nor files."
NO_PARTS: Final = "The read interface has a product without its parts."
OF_THE_PERSON: Final = "It belongs to the person, who appears at other events too."

CLEARANCES: Final = {
    f"Appearance.clearance_{name}": CLEARANCE for name in ("by", "channel", "note")
}
SETTINGS: Final = {
    f"SiteSettings.{name}": SITE
    for name in ("contact", "footer", "organizer", "site_name", "tagline")
}

NOT_EDITED: Final[dict[str, str]] = {
    "Appearance.clearance_channel": "It is entered on the page of the event's clearances.",
}
NOT_SHOWN: Final = {
    **CLEARANCES,
    "CaptionTemplate.text": STAFF,
    "Appearance.attribution": "It is printed where a summary is shown with it: paper, PDF, Word.",
    "Organization.sort_key": SORTING,
    "Person.sort_key": SORTING,
    "Term.text": STAFF,
}
NOT_ANSWERED: Final = {
    **CLEARANCES,
    **SETTINGS,
    "CaptionTemplate.text": STAFF,
    "Appearance.caption": NO_FILES,
    "Correction.text": "Records are answered as they are now.",
    "Document.title": NO_FILES,
    "Event.cover_alt": NO_FILES,
    "KnowledgeProduct.cover_alt": NO_FILES,
    "Organization.sort_key": SORTING,
    "Person.portrait_alt": NO_FILES,
    "Person.sort_key": SORTING,
    "Photo.alt": NO_FILES,
    "Photo.caption": NO_FILES,
    "Photo.credit": NO_FILES,
    "ProductPart.group": NO_PARTS,
    "ProductPart.text": NO_PARTS,
    "ProductPart.title": NO_PARTS,
    "Term.text": STAFF,
}
NOT_SEARCHED: Final = {
    **CLEARANCES,
    **SETTINGS,
    "CaptionTemplate.text": STAFF,
    "Appearance.attendance_note": "Nobody looks for a way of attending.",
    "Appearance.attribution": "Nobody looks for a verb of saying.",
    "Appearance.caption": "It repeats name and title, which are found.",
    "Appearance.honorific": "Every second name bears the same.",
    "Correction.text": "It quotes what was wrong.",
    "Event.cover_alt": PICTURE,
    "KnowledgeProduct.cover_alt": PICTURE,
    "Person.honorific": "Every second name bears the same.",
    "Person.portrait_alt": PICTURE,
    "Photo.alt": PICTURE,
    "Photo.credit": PICTURE,
    "Term.text": STAFF,
}
NOT_EXPORTED: Final = {
    **CLEARANCES,
    **SETTINGS,
    "CaptionTemplate.text": STAFF,
    "Event.cover_alt": PICTURE,
    "KnowledgeProduct.cover_alt": PICTURE,
    "Organization.sort_key": SORTING,
    "Page.body": SITE,
    "Page.title": SITE,
    "Person.biography": OF_THE_PERSON,
    "Person.honorific": OF_THE_PERSON,
    "Person.portrait_alt": OF_THE_PERSON,
    "ProductPart.group": "Parts are typed by staff, and no document names them.",
    "ProductPart.text": "Parts are typed by staff, and no document names them.",
    "ProductPart.title": "Parts are typed by staff, and no document names them.",
    "Series.description": "It belongs to the series, which has other events too.",
    "Term.text": STAFF,
    "Topic.name": "Topics are set by staff.",
}
NOT_IMPORTED: Final = {
    **NOT_EXPORTED,
    "Correction.text": "Corrections are told by staff.",
    "Document.title": "Files are uploaded by staff.",
    "KnowledgeProduct.audience": NO_TABLE,
    "KnowledgeProduct.description": NO_TABLE,
    "KnowledgeProduct.summary": NO_TABLE,
    "KnowledgeProduct.title": NO_TABLE,
    "Organization.abbreviation": "No document tells it apart from the name.",
    "Organization.name": "The tables hold the name as the event printed it.",
    "Person.sort_key": "It is made of the name.",
    "Photo.alt": NO_TABLE,
    "Photo.credit": NO_TABLE,
}
NOT_HANDED_OFF: Final = {
    **CLEARANCES,
    "Organization.sort_key": SORTING,
    "Person.sort_key": SORTING,
    "CaptionTemplate.text": "Both languages are entered as a pair.",
    "Term.text": "The glossary goes out as a table beside the texts.",
}


def translated_texts() -> list[tuple[type[Model], str]]:
    """Return the model and name of every translated field that holds free text."""
    fields = [
        (model, name)
        for model in translator.get_registered_models(abstract=False)
        for name in translator.get_options_for_model(model).get_field_names()
    ]
    return [(model, name) for model, name in fields if _is_free_text(model, name)]


def _is_free_text(model: type[Model], name: str) -> bool:
    field = model._meta.get_field(column(name, SOURCE))
    return isinstance(field, CharField | TextField) and not field.choices


# In a lasting order, so that every worker of a parallel run collects the same tests.
FIELDS: Final = dict(
    sorted(
        ((f"{model.__name__}.{name}", (model, name)) for model, name in translated_texts()),
        key=lambda field: field[0],
    )
)
MARKS: Final = {label: f"标{number:03d}记" for number, label in enumerate(FIELDS)}
MARK: Final = re.compile(r"标(\d{3})记")


class MarkedSite:
    """A site whose every translated text is its mark, and all that comes out of it."""

    def __init__(self, folder: Path) -> None:
        names = one_of_each()
        make.make_correction(Event.objects.get())
        make.make_term()
        product = KnowledgeProduct.objects.get()
        product.topics.add(make.make_topic())
        make.make_product_part(product)
        for record, picture in (
            (product, "cover"),
            (Event.objects.get(), "cover"),
            (Person.objects.get(), "portrait"),
        ):
            setattr(record, picture, png())
            record.save()
        appearance = Appearance.objects.get()
        appearance.attendance = Appearance.Attendance.VIDEO
        appearance.save()
        SiteSettings().save()
        for label, (model, name) in FIELDS.items():
            _write_mark(model, name, MARKS[label])
        self.client = Client()
        self.client.force_login(User.objects.create_superuser("marks"))
        self.pages = "".join(
            Client().get(f"/{SOURCE}/{path}").content.decode()
            for name, path in names.items()
            if name not in FILES
        )
        self.answers = "".join(
            Client().get(f"/api/v1/{kind}").content.decode() for kind in ANSWERED_LISTS
        )
        self.export = self._export(folder)
        self.exchange = self._exchange(folder)
        self.planned = self._plan_other_marks(folder)

    def _export(self, folder: Path) -> str:
        path = folder / "event.json"
        event = Event.objects.get()
        call_command(
            "export_record", event.slug, format="json", output=str(path), stdout=io.StringIO()
        )
        return json.dumps(json.loads(path.read_text("utf-8")), ensure_ascii=False)

    def _exchange(self, folder: Path) -> str:
        path = folder / "texts.xlf"
        call_command("export_translations", kind=KINDS, language="en", format="xliff",
                     output=str(path), stdout=io.StringIO())  # fmt: skip
        return path.read_text("utf-8")

    def _plan_other_marks(self, folder: Path) -> str:
        """Return what an import of the event's tables would write, each mark another."""
        path = folder / "event.xlsx"
        path.write_bytes(table_writer.event_workbook(Event.objects.get()))
        book = load_workbook(path)
        for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
            if isinstance(cell.value, str):
                cell.value = MARK.sub(_other_mark, cell.value)
        book.save(path)
        document, reading = read_record_file(path)
        plan = rehearse_import(reading.record, document, ImportOptions("ports", overwrite=True))
        return " ".join(
            str(field.new) for change in plan.written_changes() for field in change.fields
        )

    def has_in_search(self, mark: str) -> bool:
        """Tell whether a visitor's search for a mark, and not for a part of it, has a result."""
        answer = self.client.get(f"/{SOURCE}/search/", {"q": mark})
        page = answer.content.decode()
        return "<mark" in page and "已改为显示" not in page

    def has_in_form(self, model: type[Model], name: str) -> bool:
        """Tell whether the desk has a form, or a row in its owner's form, with the field."""
        forms = [model_admin for registered, model_admin in admin.site._registry.items()
                 if registered is model]  # fmt: skip
        rows = [row for model_admin in admin.site._registry.values()
                for row in model_admin.inlines if row.model is model]  # fmt: skip
        return any(
            column(name, SOURCE) in str(form.fieldsets or form.fields) for form in [*forms, *rows]
        )


def _other_mark(mark: re.Match[str]) -> str:
    """Return the mark of a text that says something else."""
    return f"译{mark[1]}记"


def _write_mark(model: type[Model], name: str, mark: str) -> None:
    is_rich = "RichText" in type(model._meta.get_field(column(name, SOURCE))).__name__
    for record in model._default_manager.all():
        setattr(record, column(name, SOURCE), f"<p>{mark}</p>" if is_rich else mark)
        setattr(record, column(name, "en"), None)
        record.save()


@pytest.fixture(scope="module")
def site(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[MarkedSite]:
    from django.db import transaction

    folder = tmp_path_factory.mktemp("marked")
    with django_db_blocker.unblock(), override_settings(**folders(folder)), transaction.atomic():
        yield MarkedSite(folder)
        transaction.set_rollback(True)


def _check(is_there: bool, label: str, exceptions: Mapping[str, str], places: str) -> None:
    """Fail with the places that a forgotten field is missing in, or with an idle exception."""
    if label in exceptions:
        assert not is_there, f"{label} is there: it needs no reason for being left out any more."
    else:
        assert is_there, f"{label} is missing: name it in {places}, or here with the reason."


@pytest.mark.parametrize("label", FIELDS)
def test_edited(site: MarkedSite, label: str) -> None:
    is_there = site.has_in_form(*FIELDS[label])
    _check(is_there, label, NOT_EDITED, "the fieldsets of its admin in forum/desk/admin/")


@pytest.mark.parametrize("label", FIELDS)
def test_shown(site: MarkedSite, label: str) -> None:
    places = "its page in forum/delivery/ and its template"
    _check(MARKS[label] in site.pages, label, NOT_SHOWN, places)


@pytest.mark.parametrize("label", FIELDS)
def test_answered_by_the_read_interface(site: MarkedSite, label: str) -> None:
    places = "forum/site/api/schemas.py"
    _check(MARKS[label] in site.answers, label, NOT_ANSWERED, places)


@pytest.mark.parametrize("label", FIELDS)
def test_searched(site: MarkedSite, label: str) -> None:
    is_there = site.has_in_search(MARKS[label])
    _check(is_there, label, NOT_SEARCHED, "forum/search/indexed_fields.py")


@pytest.mark.parametrize("label", FIELDS)
def test_exported(site: MarkedSite, label: str) -> None:
    places = "forum/reader/event_record.py or forum/exports/event_data.py"
    _check(MARKS[label] in site.export, label, NOT_EXPORTED, places)


@pytest.mark.parametrize("label", FIELDS)
def test_imported(site: MarkedSite, label: str) -> None:
    is_there = MARK.sub(_other_mark, MARKS[label]) in site.planned
    places = "forum/reader/vocabulary/table_sheets.py, forum/imports/planning/"
    _check(is_there, label, NOT_IMPORTED, places)


@pytest.mark.parametrize("label", FIELDS)
def test_handed_off(site: MarkedSite, label: str) -> None:
    places = "forum/localization/exchange/"
    _check(MARKS[label] in site.exchange, label, NOT_HANDED_OFF, places)
