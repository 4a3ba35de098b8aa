"""No form of the desk is forgotten: the browser tests of autosave go over all of them."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from tests.support.desk_forms import (
    FORMS,
    TEMPLATES,
    WITHOUT_TEXT,
    form_addresses,
    has_form,
    make_records,
)

FORM = re.compile(r'<form\b[^>]*(?:method="post"|data-autosave="on")')


@pytest.mark.django_db
def test_each_form_of_the_desk_is_tried_in_the_browser(admin_client: Client) -> None:
    addresses = form_addresses(make_records())
    pages = {name for name, address in addresses.items() if has_form(admin_client, address)}
    assert pages - set(WITHOUT_TEXT) == set(FORMS), (
        "Name it in tests/support/desk_forms.py FORMS, so that what is typed there is tried."
    )


def test_each_template_with_a_form_is_tried_or_has_a_reason() -> None:
    folder = Path(settings.BASE_DIR, "templates")
    names = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.html")
        if FORM.search(path.read_text("utf-8"))
    }
    assert names == set(TEMPLATES), "Name it in tests/support/desk_forms.py TEMPLATES."


def test_what_is_said_of_a_template_is_a_page_that_is_tried_or_a_sentence() -> None:
    assert [
        sentence for sentence in TEMPLATES.values() if " " not in sentence and sentence not in FORMS
    ] == []
