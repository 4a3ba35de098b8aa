"""What was translated before is proposed where the same sentence is translated again."""

from typing import Any

import pytest
from django.test import Client

from people.models import Person, User
from tests.support import factories as make
from tests.support.translations import change_source, url, written

pytestmark = pytest.mark.django_db

TWO = "<p>林岚研究港口。她住在岚湾。</p>"
BOTH = "<p>Lin Lan studies ports. She lives in Lanwan.</p>"


def proposed(client: Client, record: Any, field: str = "biography") -> list[tuple[str, str]]:
    memory = client.get(url(record, field)).context["memory"]
    return [(sentence.source, sentence.text) for sentence, _name, _address in memory]


def new(biography: str = TWO, **values: Any) -> Person:
    return make.make_person(biography_zh_hans=biography, biography_en="", **values)


def test_a_sentence_of_a_longer_text(admin_client: Client) -> None:
    written(biography_zh_hans=TWO, biography_en=BOTH)
    person = new("<p>王芳也来。她住在岚湾。</p>")
    assert proposed(admin_client, person) == [("她住在岚湾。", "She lives in Lanwan.")]


def test_a_paragraph_is_proposed_as_one(admin_client: Client) -> None:
    written(biography_zh_hans=TWO, biography_en=BOTH)
    assert proposed(admin_client, new()) == [
        ("林岚研究港口。她住在岚湾。", "Lin Lan studies ports. She lives in Lanwan.")
    ]


def test_a_title_that_a_guest_had_before(admin_client: Client) -> None:
    texts = {"title_zh_hans": "港务局局长", "title_en": "Director of the Port Authority"}
    make.make_appearance(**texts)
    guest = make.make_appearance(title_zh_hans=texts["title_zh_hans"], title_en="")
    assert proposed(admin_client, guest, "title") == [tuple(texts.values())]


def test_sentences_that_do_not_answer_each_other_are_no_memory(admin_client: Client) -> None:
    written(biography_zh_hans=TWO, biography_en="<p>Lin Lan studies ports in Lanwan.</p>")
    assert proposed(admin_client, new("<p>她住在岚湾。</p>")) == []


def test_an_outdated_translation_is_no_memory(admin_client: Client, wang: User) -> None:
    person = written(wang)
    change_source(person, TWO)
    assert proposed(admin_client, new("<p>林岚研究港口。</p>")) == []


def test_what_stands_in_the_translation_is_not_proposed(admin_client: Client) -> None:
    written()
    assert proposed(admin_client, written()) == []


def test_a_title_with_a_point_ends_no_sentence(admin_client: Client) -> None:
    chinese, english = "林先生研究港口。他住在岚湾。", "Mr. Lin studies ports. He lives in Lanwan."
    written(biography_zh_hans=f"<p>{chinese}</p>", biography_en=f"<p>{english}</p>")
    person = new("<p>他住在岚湾。</p>")
    assert proposed(admin_client, person) == [("他住在岚湾。", "He lives in Lanwan.")]
