"""Collected style sheets keep their rules and lose their comments."""

from pathlib import Path

from django.core.files.base import ContentFile

from forum.site.collected_files import CollectedFilesStorage

SHEET = b'/* Why. */\n\na {\n  color: red; /* a mark */\n  background: url("../b/*.png");\n}\n'


def collect(folder: Path, name: str) -> bytes:
    storage = CollectedFilesStorage(location=str(folder), base_url="/static/")
    stored: str = storage.save(name, ContentFile(SHEET))
    return (folder / stored).read_bytes()


def test_a_sheet_of_the_site_bears_no_comments(tmp_path: Path) -> None:
    sheet = collect(tmp_path, "css/event.css").split()
    assert sheet == [b"a", b"{", b"color:", b"red;", b"background:", b'url("../b/*.png");', b"}"]


def test_sheets_of_libraries_stay_as_they_are(tmp_path: Path) -> None:
    assert collect(tmp_path, "unfold/css/styles.css") == SHEET


def test_it_is_whole_under_the_name_of_its_content(tmp_path: Path) -> None:
    storage = CollectedFilesStorage(location=str(tmp_path), base_url="/static/")
    storage.save("css/event.css", ContentFile(b"/* Why. */\na {}\n"))
    list(storage.post_process({"css/event.css": (storage, "css/event.css")}))
    stored: str = storage.stored_name("css/event.css")
    assert stored != "css/event.css"
    assert (tmp_path / stored).read_bytes().split() == [b"a", b"{}"]
