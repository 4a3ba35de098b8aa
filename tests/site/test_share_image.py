"""The picture of a shared link."""

import io
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image, ImageDraw, features

from forum.delivery.share_cards import Card, make_quote_card
from forum.models import HomePart, SiteSettings
from forum.site import share_drawing, share_pictures
from forum.site.archive.scope import QUOTE_CARDS
from forum.site.line_wrapping import breaks_a_phrase, wrap_lines
from sessions_app.models import Appearance
from tests.support import factories as make
from tests.support.pages import LANGUAGES, OTHER_RECORDS, Outline, get, one_of_each

pytestmark = pytest.mark.django_db

DAY = date(2024, 5, 1)
PATH = "/en/events/ports/share.png"
LONG = Card("#1f4e7a", "", "工业园区可持续发展：国际经验与合作" * 20, ("Ports " * 60,), "", "站")


def picture(client: Client, path: str = PATH) -> Any:
    response = client.get(path)
    assert response.headers["Content-Type"] == "image/png"
    return Image.open(io.BytesIO(response.content))


@pytest.mark.parametrize("path", ["events/ports/share.png", "share.png"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_picture_has_the_size_that_cards_want(client: Client, language: str, path: str) -> None:
    make.make_event(slug="ports")
    assert picture(client, f"/{language}/{path}").size == (1200, 630)


def test_it_has_the_colour_of_the_event(client: Client) -> None:
    make.make_event(slug="ports", accent="#1f4e7a")
    assert picture(client).convert("RGB").getpixel((10, 300)) == (0x1F, 0x4E, 0x7A)


@pytest.mark.skipif(not share_drawing.find_font("Bold", 40), reason="no Noto CJK on this machine")
def test_all_words_stand_in_the_square_in_the_middle() -> None:
    image = Image.open(io.BytesIO(share_drawing.draw_card(LONG))).convert("RGB")
    # On either side of the square the sheet is bare below its rules.
    strips = [image.crop(box) for box in ((256, 30, 285, 630), (915, 30, 944, 630))]
    assert [len(strip.getcolors() or []) for strip in strips] == [1, 1]


@pytest.mark.skipif(not share_drawing.find_font("Bold", 40), reason="no Noto CJK on this machine")
@pytest.mark.skipif(not features.check("raqm"), reason="Pillow lays nothing out here")
@pytest.mark.parametrize(("text", "mark", "ems"), [("China’s", "’", 0), ("“园区”", "”", 1)])
def test_quotation_marks_are_as_wide_as_their_script(text: str, mark: str, ems: int) -> None:
    face = share_drawing.find_font("Bold", 40)
    assert face
    chosen = share_drawing.choose_features(text, face)
    assert round(face.getlength(mark, features=chosen) / 40) == ems


ARABIC = "منتدى الموانئ UNIDO"


@pytest.mark.skipif(not share_drawing.find_font("Bold", 40, ARABIC), reason="no Arabic face here")
def test_arabic_is_written_by_a_face_that_has_it_from_the_right() -> None:
    [block] = share_drawing.make_blocks([(ARABIC, "Bold", 40, "#ffffff", 0)], 1)
    image = Image.new("L", (1200, 100))
    share_drawing.draw_block(ImageDraw.Draw(image), block, 0)
    left, _top, right, _bottom = image.getbbox() or (0, 0, 0, 0)
    edge = share_drawing.START + share_drawing.COLUMN
    assert (block.font.getname()[0] == "Noto Serif CJK SC", edge - right < 8) == (False, True)
    assert left > share_drawing.START


@pytest.mark.skipif(not share_drawing.find_font("Bold", 40), reason="no Noto CJK on this machine")
def test_another_title_that_no_face_can_write_is_left_out() -> None:
    card = replace(LONG, title="Ports", further=("\U00013000", "港口"))
    lines = [line for block in share_drawing.fit_blocks(card, 500) for line in block.lines]
    assert lines == ["Ports", "港口"]


def test_without_a_font_it_is_clean(monkeypatch: Any) -> None:
    monkeypatch.setattr(share_drawing, "find_font", lambda *asked: None)
    assert Image.open(io.BytesIO(share_drawing.draw_card(LONG))).size == (1200, 630)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("绿色港口——可持续航运", ["绿色港口——", "可持续航运"]),
        ("Green Ports: Clean Ships", ["Green", "Ports:", "Clean", "Ships"]),
        ("法图·海达拉", ["法图·海达拉"]),
        ("Ships — Ports — Sea", ["Ships —", "Ports —", "Sea"]),
    ],
)
def test_a_title_is_cut_at_phrases_and_never_shortened(text: str, found: list[str]) -> None:
    assert wrap_lines(text, 6, len) == found
    assert not breaks_a_phrase(text, found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("面向工业园区创新之路", ["面向工业园区", "创新之路"]),
        ("联合国组织（UN）", ["联合国组织", "（UN）"]),
    ],
)
def test_no_line_ends_within_a_word(text: str, found: list[str]) -> None:
    assert wrap_lines(text, 6, len) == found


def test_a_picture_is_drawn_once(client: Client, monkeypatch: Any) -> None:
    make.make_event(slug="ports")
    first = client.get(PATH).content
    monkeypatch.setattr(share_pictures, "draw_card", None)
    assert client.get(PATH).content == first


def test_another_title_is_another_picture(client: Client) -> None:
    event = make.make_event(slug="ports")
    address_before = address(client)
    event.title_en = "Blue Ports"
    event.save()
    assert address(client) != address_before


def address(client: Client) -> str:
    return Outline(get(client, "/en/events/ports/")).all("meta", property="og:image")[0]["content"]


def test_only_so_many_are_kept(settings: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(share_pictures, "MOST_STORED", 2)
    monkeypatch.setattr(share_pictures, "draw_card", lambda card: b"drawn")
    for number in range(4):
        share_pictures.send_card(Card("#000000", "", str(number), (), "", ""), "share")
    assert len(list(Path(settings.PRIVATE_ROOT, "share").iterdir())) == 2


def test_a_disk_that_takes_nothing_costs_no_answer(settings: Any) -> None:
    settings.PRIVATE_ROOT = "/proc/none"
    assert share_pictures.send_card(
        Card("#000000", "", "", (), "", ""), "share"
    ).content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "path", ["events/ports/", "events/ports/opening/card/", *OTHER_RECORDS.values()]
)
def test_a_record_has_a_square_for_lists_of_messages(client: Client, path: str) -> None:
    one_of_each()
    assert picture(client, f"/en/{path}square.png").size == (300, 300)


@pytest.mark.parametrize("path", OTHER_RECORDS.values())
def test_a_shared_record_shows_its_own_picture(client: Client, path: str) -> None:
    one_of_each()
    outline = Outline(get(client, f"/en/{path}"))
    [unseen] = [image for image in outline.all("img") if "hidden" in image.attributes]
    content = outline.all("meta", property="og:image")[0]["content"]
    assert f"/en/{path}square.png" in unseen["src"]
    assert f"/en/{path}share.png" in content


# Quote cards


def quote(**fields: Any) -> Card | None:
    event = make.make_event(slug="ports", title_en="Green Ports", starts_on=DAY, ends_on=DAY)
    person = make.make_person(slug="lin-lan", name_en="Lin Lan")
    texts = {"title_en": "Engineer", "remarks_en": "<p>Ports are good. Ships are too.</p>"}
    session = make.make_session(event, slug="opening")
    appearance = make.make_appearance(session, person, **texts | fields)
    with translation.override("en"):
        return make_quote_card(appearance, event, SiteSettings.current())


def test_a_quote_card_says_who_what_and_where() -> None:
    card = quote()
    assert card is not None
    assert (card.kicker, card.title, card.further, card.facts) == (
        "Summary of remarks",
        "Ports are good. Ships are too.",
        ("Lin Lan", "Engineer"),
        "1 May 2024 · Green Ports",
    )


def test_a_quote_card_bears_the_day_of_its_session() -> None:
    event = make.make_event(title_en="Green Ports", starts_on=DAY, ends_on=DAY + timedelta(days=1))
    session = make.make_session(event, day=DAY + timedelta(days=1))
    appearance = make.make_appearance(session, remarks_en="<p>Ports are good.</p>")
    with translation.override("en"):
        card = make_quote_card(appearance, event, SiteSettings.current())
    assert card
    assert card.facts == "2 May 2024 · Green Ports"


def test_a_quote_card_ends_with_a_sentence() -> None:
    card = quote(remarks_en=f"<p>Ships are waiting for ports here. {'Ports and ' * 40}ships.</p>")
    assert card
    assert card.title == "Ships are waiting for ports here."


def test_a_quote_card_shows_the_sentence_that_the_front_page_quotes() -> None:
    quote()
    [appearance] = Appearance.objects.select_related("person")
    HomePart.objects.create(kind="quote", appearance=appearance, sentences={"en": "Ships are too."})
    with translation.override("en"):
        card = make_quote_card(appearance, appearance.session.event, SiteSettings.current())
    assert card is not None
    assert card.title == "Ships are too."


def test_a_quote_card_bears_the_marks_of_its_text() -> None:
    card = quote(remarks_en="", remarks_zh_hans="<p>港口很好。</p>")
    assert card is not None
    assert card.kicker == "Summary of remarks · Chinese only"


def test_who_says_nothing_has_no_quote_card(client: Client) -> None:
    quote(remarks_en="", remarks_zh_hans="")
    assert client.get("/en/events/ports/opening/lin-lan.png").status_code == 404


@pytest.mark.parametrize(
    "fields",
    [{"withheld": True}, {"remarks_withheld": True}, {"embargoed_until": "2999-01-01T00:00Z"}],
)
def test_what_is_kept_back_has_no_quote_card(client: Client, fields: dict[str, Any]) -> None:
    quote(**fields)
    assert client.get("/en/events/ports/opening/lin-lan.png").status_code == 404


def test_a_session_leads_to_the_quote_cards_of_who_spoke(client: Client) -> None:
    quote()
    outline = Outline(get(client, "/en/events/ports/opening/"))
    assert "/en/events/ports/opening/lin-lan.png" in outline.links()


def speak_twice() -> Appearance:
    """Have somebody lead a session that she speaks in; return her part as its moderator."""
    quote()
    [appearance] = Appearance.objects.all()
    return make.make_appearance(
        appearance.session, appearance.person, role="moderator", remarks_en="<p>Welcome.</p>"
    )


def test_who_speaks_twice_in_a_session_has_a_quote_card_for_each(client: Client) -> None:
    speak_twice()
    links = Outline(get(client, "/en/events/ports/opening/")).links()
    assert [link for link in links if link.endswith(".png")] == [
        "/en/events/ports/opening/lin-lan.moderator.png",
        "/en/events/ports/opening/lin-lan.speaker.png",
    ]


def draw(client: Client, monkeypatch: pytest.MonkeyPatch, name: str) -> str:
    """Return the words of a card as its address draws it."""
    drawn = list[Card]()
    monkeypatch.setattr(share_pictures, "draw_card", lambda card: drawn.append(card) or b"")
    client.get(f"/en/events/ports/opening/{name}.png")
    return drawn[0].title


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("lin-lan.moderator", "Welcome."),
        ("lin-lan.speaker", "Ports are good. Ships are too."),
        ("lin-lan", "Ports are good. Ships are too."),
    ],
)
def test_the_card_of_a_role_shows_what_was_said_in_it(
    client: Client, monkeypatch: pytest.MonkeyPatch, name: str, words: str
) -> None:
    speak_twice()
    assert draw(client, monkeypatch, name) == words


def test_of_several_texts_the_front_page_leads_to_the_one_that_it_quotes(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    HomePart.objects.create(kind="quote", appearance=speak_twice(), sentences={"en": "Welcome."})
    assert draw(client, monkeypatch, "lin-lan") == "Welcome."


def test_nobody_has_a_card_of_a_role_without_words(client: Client) -> None:
    quote()
    assert client.get("/en/events/ports/opening/lin-lan.witness.png").status_code == 404


def test_a_quote_card_is_kept_with_the_files_of_its_event(client: Client, settings: Any) -> None:
    quote()
    client.get("/en/events/ports/opening/lin-lan.png")
    [file] = Path(settings.PROCEEDINGS_ROOT).glob("ports.*.png")
    assert file.name.startswith("ports.opening.lin-lan.en.")


def test_a_quote_card_needs_no_disk(client: Client, settings: Any) -> None:
    settings.PROCEEDINGS_ROOT = "/proc/none"
    quote()
    assert client.get("/en/events/ports/opening/lin-lan.png").content.startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("path", "is_card"),
    [("/en/events/ports/opening/lin-lan.png", True), ("/en/events/ports/share.png", False)],
)
def test_an_archive_may_leave_quote_cards_to_the_site(path: str, is_card: bool) -> None:
    assert bool(re.fullmatch(QUOTE_CARDS, path)) is is_card
