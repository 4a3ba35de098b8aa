"""What makes the desk's forms quick, and changes nothing of what they say."""

from pathlib import Path
from typing import Any

import django
import pytest
from django.template import engines
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override
from lxml import html

from forum.core import time_zones
from forum.desk import form_fields

OWN = Path(django.__file__).parent / "forms/templates/django/forms/widgets/attrs.html"


@pytest.mark.parametrize(
    "attributes",
    [
        {},
        {"id": "id_title", "required": True, "disabled": False, "maxlength": 80},
        {"placeholder": '"<b>" & more', "data-safe": mark_safe("&amp;"), "lang": None},
        {"title": gettext_lazy("Search")},
    ],
)
def test_attributes_are_written_as_django_writes_them(attributes: dict[str, Any]) -> None:
    context = {"widget": {"attrs": attributes}}
    template: Any = engines["django"].from_string(OWN.read_text())
    ours: Any = engines["django"].get_template("django/forms/widgets/attrs.html")
    assert ours.render(context) == template.render(context)


@pytest.mark.parametrize(
    ("value", "chosen"), [("CN", ["CN"]), ("", [""]), ('<"&', ['<"&']), (None, [""])]
)
def test_a_long_choice_marks_what_is_chosen_alone(value: Any, chosen: list[str]) -> None:
    select = form_fields.LongSelect(choices=[("", "-"), ("CN", "China"), ("CI", "Côte d'Ivoire")])
    tree = html.fragment_fromstring(select.render("country", value), create_parent=True)
    options = tree.findall(".//option")
    assert [one.get("value") for one in options if one.get("selected") is not None] == chosen


def test_time_zones_are_listed_once_a_day_and_language() -> None:
    time_zones._list_zones.cache_clear()
    for language in ("en", "zh-hans", "en"):
        with override(language):
            time_zones.list_time_zones()
    assert time_zones._list_zones.cache_info().misses == 2
