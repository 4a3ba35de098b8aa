"""The pictures of a Word document stand on their lines."""

from pathlib import Path

import pytest

from tests.support.documents import read_bytes
from tests.support.docx_factory import docx, drawing, paragraph, png, relationship


def pictures(folder: Path, content: bytes) -> list[tuple[str, tuple[str, ...]]]:
    return [(line.text, line.pictures) for line in read_bytes(folder, content).lines]


def test_pictures_stand_on_their_line(tmp_path: Path) -> None:
    content = docx(
        paragraph(drawing("a")),
        paragraph("说明"),
        paragraph(drawing("b"), drawing("a"), "两张\n下行"),
        media={"a": png(), "b": png()},
    )
    assert pictures(tmp_path, content) == [
        ("", ("word/media/a.png",)),
        ("说明", ()),
        ("两张", ("word/media/b.png", "word/media/a.png")),
        ("下行", ()),
    ]


def test_picture_of_older_word_processors(tmp_path: Path) -> None:
    image = '<w:r><w:pict><v:imagedata r:id="a"/></w:pict></w:r>'
    content = docx(paragraph(image, "图"), media={"a": png()})
    assert pictures(tmp_path, content) == [("图", ("word/media/a.png",))]


def test_picture_with_a_second_copy_is_taken_once(tmp_path: Path) -> None:
    twice = (
        f"<w:r><mc:AlternateContent><mc:Choice>{drawing('a')}</mc:Choice>"
        '<mc:Fallback><w:pict><v:imagedata r:id="a"/></w:pict></mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    content = docx(paragraph(twice, "图"), media={"a": png()})
    assert pictures(tmp_path, content) == [("图", ("word/media/a.png",))]


def test_pictures_elsewhere_are_ignored(tmp_path: Path) -> None:
    linked = '<w:r><w:drawing><a:blip r:link="web"/></w:drawing></w:r>'
    outside = relationship("web", "image", "http://127.0.0.1/x.png", external=True)
    content = docx(paragraph(linked, drawing("web"), drawing("none"), "图"), relationships=outside)
    assert pictures(tmp_path, content) == [("图", ())]


@pytest.mark.parametrize("target", ["/word/media/a.png", "../word/media/a.png", "MEDIA/A.PNG"])
def test_picture_by_any_spelling_of_its_name(tmp_path: Path, target: str) -> None:
    content = docx(
        paragraph(drawing("other"), "图"),
        media={"a": png()},
        relationships=relationship("other", "image", target),
    )
    document = read_bytes(tmp_path, content)
    assert document.picture(document.lines[0].pictures[0]) == png()


def test_picture_in_a_table(tmp_path: Path) -> None:
    content = docx(
        f"<w:tbl><w:tr><w:tc>{paragraph(drawing('a'))}</w:tc><w:tc>{paragraph('王卉')}</w:tc>"
        "</w:tr></w:tbl>",
        media={"a": png()},
    )
    assert pictures(tmp_path, content) == [("王卉", ("word/media/a.png",))]
