"""No template with a form is forgotten: the browser tests of autosave go over all of them."""

import re
from pathlib import Path

from django.conf import settings

from tests.support.desk_forms import FORMS, TEMPLATES

FORM = re.compile(r'<form\b[^>]*(?:method="post"|data-autosave="on")')


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
