"""The proceedings of an event or a session, from the database to the PDF."""

import logging
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import override

from forum.core.content import language_codes
from forum.exports.event_export import codes_of
from forum.exports.proceedings.book import Book, compose_book, list_lacking_alternatives
from forum.exports.proceedings.gathering import gather_draft, gather_public
from forum.exports.proceedings.printed_languages import BOTH, PrintedLanguages
from forum.exports.proceedings.typesetting import MissingCharacterError, fingerprint, write_pdf
from forum.exports.stored_files import PATIENCE, read_stored_file
from sessions_app.models import Event, Session

logger = logging.getLogger(__name__)

PDF_TYPE: Final = "application/pdf"


def compose_public(
    event: Event, language: str, address: str, session: Session | None = None
) -> Book:
    """Return the book that the public may have, by the active language's rules of visibility.

    event: of a queryset ``published().with_place_in_series()``; language: a code or BOTH.
    """
    return compose_book(gather_public(event, session), choose_languages(language), address, session)


def compose_draft(
    event: Event,
    language: str,
    address: str,
    session: Session | None = None,
    *,
    among: "QuerySet[Event] | None" = None,
) -> Book:
    """Return the book with everything that staff do not keep back, marked as a draft.

    among: the events of which sub-forums come along; all unless told.
    """
    printed = choose_languages(language, is_draft=True)
    with override(printed.languages[0]):
        return compose_book(gather_draft(event, session, among), printed, address, session)


def list_undescribed_pictures(
    event: Event, session: Session | None = None, *, among: "QuerySet[Event] | None" = None
) -> list[str]:
    """Return the pictures of a draft that lack an alternative text, as staff know them.

    among: as for ``compose_draft``.
    """
    return list_lacking_alternatives(gather_draft(event, session, among))


def list_undescribed_in_public(event: Event, session: Session | None, language: str) -> list[str]:
    """Return the pictures of the public's book that lack an alternative text; language: its own."""
    with override(choose_languages(language).languages[0]):
        records = gather_public(event, session)
    return list_lacking_alternatives(records)


def choose_languages(language: str, *, is_draft: bool = False) -> PrintedLanguages:
    languages = tuple(language_codes()) if language == BOTH else tuple(codes_of(language))
    return PrintedLanguages(languages, is_draft)


def name_file(event: Event, language: str, session: Session | None = None) -> str:
    """Return 2024-some-forum.proceedings.en.pdf."""
    name = f"{event.slug}.{session.slug}" if session else event.slug
    return f"{name}.proceedings.{language}.pdf"


def read_stored_pdf(book: Book, name: str, patience: float = PATIENCE) -> bytes:
    """Return the stored PDF of a book for the public, set if it is not there yet.

    name: as ``name_file`` has it. Raises ExportError where the book cannot be set, FileBusyError
    where others are set for so many seconds.
    """
    digest = fingerprint(book)
    return read_stored_file(
        name, digest, lambda: write_whatever_characters(book, patience), patience
    )


def write_whatever_characters(book: Book, patience: float = PATIENCE) -> bytes:
    """Return the book, to no standard if a character cannot be drawn: readers are not turned away.

    Commands and the desk name the character.
    """
    try:
        return write_pdf(book, patience=patience)
    except MissingCharacterError as error:
        logger.warning("%s: %s", book.title, error)
        return write_pdf(book, standards=(), patience=patience)
