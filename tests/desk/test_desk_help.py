"""Every field of every form says what belongs into it, in both languages of the interface."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib import admin
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils import translation

from people.models import User

pytestmark = pytest.mark.django_db

# What is read there only, and what Django's own words explain: names and passwords of the staff.
LEFT_OUT = ("forum.importupload", "people.user", "auth.group")


@pytest.fixture
def request_of_editor(rf: RequestFactory) -> HttpRequest:
    request = rf.get("/admin/")
    request.user = User.objects.create_superuser("editor")
    return request


def forms(request: HttpRequest) -> Iterator[tuple[str, Any]]:
    """Yield a name and the class of each form that somebody fills in, rows of inlines too."""
    for model, desk in admin.site._registry.items():
        if model._meta.label_lower in LEFT_OUT or not desk.has_add_permission(request):
            continue
        yield model._meta.label, desk.get_form(request, None)
        for inline in desk.get_inline_instances(request):
            yield (
                f"{model._meta.label} {inline.model._meta.label}",
                inline.get_formset(request, None).form,
            )


def unexplained(request: HttpRequest) -> list[str]:
    return [
        f"{where} {name}"
        for where, form in forms(request)
        for name, field in form.base_fields.items()
        if not (field.widget.is_hidden or name.endswith("_ppoi")) and not field.help_text
    ]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_field_is_explained(request_of_editor: HttpRequest, language: str) -> None:
    with translation.override(language):
        assert unexplained(request_of_editor) == []


def test_each_explanation_is_said_in_chinese(request_of_editor: HttpRequest) -> None:
    english, chinese = words(request_of_editor, "en"), words(request_of_editor, "zh-hans")
    assert [name for name, help_text in english.items() if chinese[name] == help_text] == []


def words(request: HttpRequest, language: str) -> dict[str, str]:
    """Return the explanations in a language: form and field -> words."""
    with translation.override(language):
        return {
            f"{where} {name}": str(field.help_text)
            for where, form in forms(request)
            for name, field in form.base_fields.items()
            if field.help_text
        }


def test_the_languages_of_a_text_are_explained_once_to_the_eye(admin_client: Client) -> None:
    html = admin_client.get("/admin/forum/topic/add/").text
    line = "A word or two, for example"
    places = re.findall(rf'id="(\w+)_helptext"\s+class="([\w -]+)">\s*{line}', html)
    assert places == [
        ("id_name_zh_hans", "leading-relaxed mt-2 text-xs"),
        ("id_name_en", "visually-hidden"),
    ]
