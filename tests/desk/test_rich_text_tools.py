"""The tools of the rich-text editor: the same small ones, under names the interface knows."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from forum.core.richtext import extensions
from forum.desk.script_messages import messages_of_scripts
from tests.support.admin_forms import get_form_alone
from tests.support.desk_client import address, speak

pytestmark = pytest.mark.django_db

TOOLS = {"Bold", "Heading", "BulletList", "OrderedList", "ListItem", "Blockquote", "Link", "Menu"}


def config(client: Client, column: str) -> dict[str, Any]:
    from sessions_app.models import Event

    form = get_form_alone(client, address(Event, "add")).context_data["adminform"].form
    extensions: dict[str, Any] = form.fields[column].widget.get_config()["extensions"]
    return extensions


def test_a_latin_text_has_italics(admin_client: Client) -> None:
    editor_config = config(admin_client, "introduction_en")
    assert {*TOOLS, "Italic"} <= set(editor_config)


def test_a_chinese_text_has_none(admin_client: Client) -> None:
    editor_config = config(admin_client, "introduction_zh_hans")
    assert (set(editor_config) >= TOOLS, "Italic" in editor_config) == (True, False)


def test_a_text_in_no_language_of_its_own_has_italics() -> None:
    assert extensions()["Italic"]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_a_form_brings_the_words_of_its_scripts(admin_client: Client, language: str) -> None:
    from django.utils import translation

    from sessions_app.models import Event

    speak(admin_client, language)
    page = admin_client.get(address(Event, "add")).text
    script = page.partition('<script id="desk-words" type="application/json">')[2]
    with translation.override(language):
        assert json.loads(script.partition("</script>")[0]) == messages_of_scripts()
