"""The rich-text editor in a real Chromium: its tools, its counters, pasting from Word."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from sessions_app.models import Event
from tests.browser.desk import at_the_desk, paste
from tests.support import factories as make

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# As Word for Windows writes it, shortened: conditions, namespaces, lists that are paragraphs.
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head>
<style>p.MsoNormal {mso-style-parent: ""; font-size: 10.5pt}</style></head>
<body lang=EN-US><!--StartFragment-->
<h1 style='mso-pagination:widow-orphan'>Ports<o:p></o:p></h1>
<p class=MsoNormal style='margin-left:21pt;mso-para-margin-left:2gd'><span lang=EN-US
style='font-family:"Times New Roman";mso-fareast-font-family:SimSun'><span style='color:red'>Green
<b style='mso-bidi-font-weight:normal'>ports</b> <i>matter</i></span></span><o:p></o:p></p>
<p class=MsoNormal><o:p>&nbsp;</o:p></p>
<p class=MsoListParagraph style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]>
<span style='mso-list:Ignore'>·<span>&nbsp;&nbsp;</span></span><![endif]>Berths<o:p></o:p></p>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>·<span>&nbsp;</span></span><![endif]>Cranes</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Quay<o:p></o:p></p></td>
<td><p class=MsoNormal>400&nbsp;m</p></td></tr></table>
<p><a href="https://example.org/" style='mso-x:1'>More</a><a name="_Toc1"></a></p>
<!--EndFragment--></body></html>"""
ITALIC = "<em>matter</em>"
CLEAN = (
    "<h3>Ports</h3><p>Green <strong>ports</strong> %s</p>"
    "<ul><li><p>Berths</p></li><li><p>Cranes</p></li></ul><p>Quay | 400 m</p>"
    '<p><a href="https://example.org/" rel="noopener noreferrer">More</a></p>'
)


@pytest.fixture
def desk(page: Page, live_server: Any) -> Iterator[Page]:
    with at_the_desk(page, live_server.url) as ready:
        ready.goto(f"{live_server.url}/admin/sessions_app/event/add/")
        expect(ready.locator(".prose-menubar [title]").first).to_be_visible()
        yield ready


def text(page: Page, field: str) -> Any:
    return page.locator(f".field-{field} .ProseMirror[contenteditable]")


def tools(page: Page, field: str) -> list[str]:
    bar = page.locator(f".field-{field} .prose-menubar")
    titles: list[str] = bar.locator("button:not(.hidden)").evaluate_all(
        "all => all.map(one => one.title)"
    )
    return titles


def test_pasting_from_word_gives_clean_text(desk: Page) -> None:
    for field in ("introduction_zh_hans", "introduction_en"):
        paste(text(desk, field), WORD)
    desk.fill("#id_title_en", "Green Ports")
    desk.get_by_role("button", name="Save and continue editing").first.click()
    expect(desk.get_by_text("successfully")).to_be_visible()
    stored = Event.objects.values_list("introduction_zh_hans", "introduction_en").get()
    assert stored == (CLEAN % "matter", CLEAN % ITALIC)


def test_both_languages_have_the_same_tools_but_for_italics(desk: Page) -> None:
    chinese, english = (tools(desk, f"introduction_{code}") for code in ("zh_hans", "en"))
    assert (english, [word for word in english if word not in chinese]) == (
        [
            "Bold", "Italic", "Link: select the words first", "Heading", "Subheading",
            "List with bullets", "Numbered list", "Quotation", "Undo", "Redo",
        ],
        ["Italic"],
    )  # fmt: skip


def test_the_tools_speak_the_interface_language(desk: Page, live_server: Any) -> None:
    desk.get_by_role("form", name="Interface language").get_by_role("button", name="中文").click()
    expect(desk.locator("html")).to_have_attribute("lang", "zh-hans")
    expect(desk.locator(".prose-menubar [title]").first).to_be_visible()
    expected = desk.evaluate('() => gettext("blockquote")')
    assert tools(desk, "introduction_en")[7] == expected


def test_counters_follow_what_is_typed(desk: Page) -> None:
    desk.fill("#id_title_en", "Green Ports")
    text(desk, "introduction_zh_hans").click()
    desk.keyboard.insert_text("绿色港口。")
    text(desk, "introduction_en").click()
    desk.keyboard.insert_text("Ports of to-day, and people’s ports.")
    button_texts = [
        desk.locator(f".field-{field} .length-counter").inner_text()
        for field in ("title_en", "introduction_zh_hans", "introduction_en")
    ]
    assert button_texts == ["11 / 400", "Characters: 5", "Words: 6"]


def test_a_text_is_dark_in_the_dark(desk: Page, live_server: Any) -> None:
    desk.emulate_media(color_scheme="dark")
    desk.goto(f"{live_server.url}/admin/sessions_app/event/add/")
    text = desk.locator(".prose-editor > .ProseMirror").first
    expect(text).not_to_have_css("background-color", "rgb(255, 255, 255)")


def test_what_is_typed_stands_level_beside_a_mark(desk: Page, live_server: Any) -> None:
    person = make.make_person(name_zh_hans="林岚", name_en="Lin Lan")
    desk.set_viewport_size({"width": 820, "height": 1180})
    desk.goto(f"{live_server.url}/admin/people/person/{person.pk}/change/")
    left_box, right = (
        desk.locator(f"#id_name_{code}").bounding_box() for code in ("zh_hans", "en")
    )
    assert left_box
    assert right
    assert left_box["y"] == right["y"]
