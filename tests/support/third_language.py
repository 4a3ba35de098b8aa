"""Looks at every page of a site of four languages; run by ``tests/test_third_language.py``.

Prints one line for each thing that is wrong, none where all is right.
"""

import sys
from collections.abc import Iterator
from contextlib import redirect_stdout
from html.parser import HTMLParser
from itertools import cycle
from typing import Any

import django

django.setup()

from django.apps import apps  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from forum.core.content import Content  # noqa: E402
from forum.reader.event_record import LANGUAGES  # noqa: E402
from sessions_app.models import Session  # noqa: E402

TEXTS = {"fr": "Ports verts", "ar": "الموانئ الخضراء"}


def main() -> None:
    setup_test_environment(debug=False)
    call_command("makemigrations", verbosity=0)
    with redirect_stdout(sys.stderr):  # Django says there that a table of the cache is there
        connection.creation.create_test_db(verbosity=0)
    try:
        for problem in list_problems():
            print(problem)
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def list_problems() -> Iterator[str]:
    from tests.support.pages import one_of_each

    paths = one_of_each()
    write_further_languages()
    pages = {*paths.values(), "search/?q=Ports", "people/nobody/"}
    for code, _name in settings.LANGUAGES:
        # In Chinese and English a page differs from that of a site of two languages in its menu of
        # languages and in its fallbacks, alike on all: some are looked at.
        for path in sorted(pages if code in TEXTS else {"", "events/", paths["event"]}):
            yield from look_at_page(f"/{code}/{path}", code)
    yield from look_at_desk()
    yield from look_at_fallback()


def write_further_languages() -> None:
    """Give every record its texts in French and Arabic, ready like the others."""
    from forum.core.record_tree import parts_of
    from forum.core.translations.states import worded_fields

    contents = [model for model in apps.get_models() if issubclass(model, Content)]
    for model in {*contents, *(part for content in contents for part in parts_of(content))}:
        for record in model._default_manager.all():
            write_texts(record, worded_fields(model))
            if isinstance(record, Content):
                record.ready_languages = [code for code, _name in settings.LANGUAGES]
            record.save()


def write_texts(record: Any, fields: tuple[str, ...]) -> None:
    for field in fields:
        for code, text in TEXTS.items():
            if getattr(record, f"{field}_en", ""):
                setattr(record, f"{field}_{code}", text)


def look_at_page(path: str, code: str) -> Iterator[str]:
    response = Client(raise_request_exception=False).get(path)
    # The house style of records is of two languages.
    is_absent = "nobody" in path or (path.endswith(".docx") and code not in LANGUAGES)
    expected = 404 if is_absent else 200
    if response.status_code != expected:
        yield f"{path}: {response.status_code}"
        return
    if path.endswith(".docx") or not response.headers["Content-Type"].startswith("text/html"):
        b"".join(response)
        return
    page = PageDirections()
    page.feed(response.text)
    if page.document_language.partition("-")[0].lower() != code.partition("-")[0]:
        yield f"{path}: <html> is in “{page.document_language}”"
    yield from (f"{path}: {problem}" for problem in page.problems)
    if code in TEXTS and "events/ports/" in path and TEXTS[code] not in response.text:
        yield f"{path}: the title in {code} is missing"


def look_at_desk() -> Iterator[str]:
    """Look at the desk in the further languages, which all but contents and sessions take in turn.

    Other tests look at it in the first two.
    """
    from people.models import User

    staff = User.objects.create_superuser("lin", password="x")
    client = Client(raise_request_exception=False)
    client.force_login(staff)
    models = [
        model
        for app in ("people", "sessions_app", "forum")
        for model in apps.get_app_config(app).get_models()
    ]
    pages = [(reverse("admin:index"), code) for code in TEXTS]
    turns = cycle(TEXTS)
    for model in models:
        codes = TEXTS if issubclass(model, (Content, Session)) else [next(turns)]
        pages += [(page, code) for page in desk_pages(model) for code in codes]
    for page, code in pages:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = code
        response = client.get(page, follow=True)
        if response.status_code != 200:
            yield f"{page} in {code}: {response.status_code}"
            continue
        directions = PageDirections()
        directions.feed(response.text)
        yield from (f"{page} in {code}: {problem}" for problem in directions.problems)


def desk_pages(model: Any) -> list[str]:
    from django.contrib import admin

    if model not in admin.site._registry:
        return []
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    pages = [reverse(f"{name}_changelist")]
    record = model._default_manager.first()
    return [*pages, reverse(f"{name}_change", args=[record.pk])] if record else pages


def look_at_fallback() -> Iterator[str]:
    """A text that Arabic lacks is shown in the language that the settings name for it."""
    from forum.core.translated import translated
    from forum.localization.text_marks import only_in
    from sessions_app.models import Event

    event = Event.objects.get(slug="ports")
    event.title_ar = ""  # type: ignore[attr-defined]
    title = translated(event, "title", "ar")
    if title.language != "fr":
        yield f"what Arabic lacks is shown in {title.language}"
    if (mark := only_in(title)) != "French, Chinese and English only":
        yield f"the mark of a title in three languages is “{mark}”"


class PageDirections(HTMLParser):
    """The directions of a page's elements. problems: what each element of a language lacks."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.document_language = ""

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = dict(attributes)
        language = values.get("lang") or ""
        if tag == "html":
            self.document_language = language
        expected = "rtl" if language.startswith("ar") and "Latn" not in language else "ltr"
        if language and values.get("dir") != expected:
            self.problems.append(f"<{tag} lang={language}> has dir={values.get('dir')}")


if __name__ == "__main__":
    main()
