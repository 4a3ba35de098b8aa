"""``manage.py export_site``: the public site as files that need no server."""

import gzip
import json
import re
import subprocess
import sys
import zipfile
import zlib
from base64 import b64decode
from datetime import time
from hashlib import sha256
from io import BytesIO, StringIO
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone, translation
from fontTools.ttLib import TTFont
from warcio.archiveiterator import ArchiveIterator

from forum.management.commands.export_site import Command, check_address
from forum.site.archive import walk
from forum.site.archive.errors import SiteArchiveError
from forum.site.archive.file_names import name_file
from forum.site.archive.ledger import Ledger
from forum.site.archive.scope import one_event, whole_site
from forum.site.archive.walk import SiteWalk
from forum.site.archive.zip_file import MANIFEST, PartsZip
from sessions_app.models import Event
from tests.support import factories as make
from tests.support.pages import Outline
from tests.support.recordings import CAPTIONS, MP4, as_file

pytestmark = pytest.mark.django_db

BASE = "https://127.0.0.1"


def export(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        options = ("--address", BASE, *arguments, "--without-proceedings")
        call_command("export_site", *options, stdout=out, stderr=out)
    return out.getvalue()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as caught:
        export(*arguments)
    return str(caught.value)


def read_files(path: Path) -> dict[str, bytes]:
    """Return name -> content of what an archive holds."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(scope="module")
def folder(paths: dict[str, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return where a site with one of each record lies, and an event's web archive.

    It holds what nobody may see, and a page whose links lead nowhere.
    """
    event = Event.objects.get(slug="ports")
    make.make_session(event, slug="tea", kind="break", start=time(16), end=time(17))
    make.make_session(event, slug="secret", title_en="Withheld talk", withheld=True)
    make.make_person(slug="draft-person", name_en="Drafted Person", status="draft")
    make.make_page(
        slug="linked",
        body_en='<p><a href="/en/events/never/">Old</a> <a href="/en/events/piers/">?</a></p>',
    )
    moved = make.make_event(slug="piers", accent="#24606b")
    moved.slug = "long-piers"
    moved.save()
    folder = tmp_path_factory.mktemp("archive")
    export("--all", "--output", str(folder / "site.zip"))
    export("ports", "--without-cards", "--output", str(folder / "ports.zip"))
    export("ports", "--format", "wacz", "--output", str(folder / "ports.wacz"))
    export("long-piers", "--format", "wacz", "--output", str(folder / "piers.wacz"))
    return folder


@pytest.fixture(scope="module")
def site(folder: Path) -> dict[str, bytes]:
    return read_files(folder / "site.zip")


def html_pages(files: dict[str, bytes]) -> dict[str, Outline]:
    return {name: Outline(text.decode()) for name, text in files.items() if name.endswith(".html")}


def list_led(outline: Outline) -> list[str]:
    """Return where a page's links, pictures, scripts and forms lead, sources of all sizes too."""
    led = []
    for element in outline.elements:
        if element.tag != "link" or "hreflang" not in element.attributes:
            led += [element[name] for name in ("href", "src", "action", "poster") if element[name]]
        for name in ("srcset", "imagesrcset"):
            led += [source.split()[0] for source in element[name].split(",") if source.strip()]
    return led


def test_every_link_leads_to_a_file(site: dict[str, bytes]) -> None:
    lost = {
        (name, url)
        for name, page in html_pages(site).items()
        for url in list_led(page)
        if not urlsplit(url).scheme and urlsplit(url).path
        and normpath(join(dirname(name), unquote(urlsplit(url).path))) not in site
    }  # fmt: skip
    assert lost == set()


def test_only_permanent_addresses_and_proceedings_lead_to_the_site(
    site: dict[str, bytes],
) -> None:
    led = {
        urlsplit(url).path.rpartition("/")[2]
        for name, page in html_pages(site).items()
        for element in page.elements
        # That page tells programs where the site's answers are.
        if element.tag not in ("link", "meta") and not name.endswith("/api/index.html")
        for url in (element["href"], element["src"], element["action"])
        if url.startswith(BASE)
    }
    assert led == {"proceedings.pdf", "proceedings-both.pdf"}


def test_pages_share_a_face_that_has_what_their_heads_are_set_in(site: dict[str, bytes]) -> None:
    page = Outline(site["zh-hans/events/ports/index.html"].decode())
    sheets = [element["href"] for element in page.elements if "typefaces/" in element["href"]]
    face = TTFont(BytesIO(site["typefaces/face.woff2"]))
    assert ([sheet.rpartition("/")[0] for sheet in sheets], set(map(ord, "港口"))) == (
        ["../../../typefaces"], set(map(ord, "港口")) & face.getBestCmap().keys(),
    )  # fmt: skip


def test_every_kind_of_page_is_there_in_both_languages(
    site: dict[str, bytes], paths: dict[str, str]
) -> None:
    linked = {"proceedings.pdf", "proceedings-both.pdf", "lin-lan.ris"}
    expected = {
        name_file(f"/{code}/{path}")
        for code in ("zh-hans", "en")
        for path in paths.values()
        if path.rpartition("/")[2] not in linked
        # Sharing services alone ask for a person's code and for the pictures of cards, a script for
        # suggestions; all pages share one face.
        and not path.endswith(("share.png", "square.png"))
        and not path.startswith(
            ("people/lin-lan/qr", "people/lin-lan/cite", "search/suggestions", "typefaces/")
        )
    }  # fmt: skip
    assert sorted(expected - site.keys()) == []


@pytest.mark.parametrize("words", ["Withheld talk", "Drafted Person"])
def test_nothing_withheld_is_in_it(site: dict[str, bytes], words: str) -> None:
    assert [name for name, content in site.items() if words.encode() in content] == []


def test_a_link_to_nothing_opens_a_page_that_says_so(site: dict[str, bytes]) -> None:
    assert "Page not found" in site["en/events/never/index.html"].decode()


def test_the_manifest_holds_the_digest_of_every_file(site: dict[str, bytes]) -> None:
    lines = site["manifest-sha256.txt"].decode().splitlines()
    files = {name: text for name, text in site.items() if name != "manifest-sha256.txt"}
    assert dict(reversed(line.split("  ", 1)) for line in lines) == {
        name: sha256(text).hexdigest() for name, text in files.items()
    }


def test_no_script_is_a_module(site: dict[str, bytes]) -> None:
    assert [name for name, text in site.items() if b'type="module"' in text] == []


def test_the_index_has_names_and_files(site: dict[str, bytes]) -> None:
    lines = site["search-index.js"].decode().splitlines()[2:-1]
    entries = [json.loads(line.rstrip(",")) for line in lines]
    [person] = [entry for entry in entries if entry[0] == "people"]
    lost = {file for entry in entries for file in entry[2].values()} - site.keys()
    assert (person[1]["en"], person[2]["en"], lost) == (
        "Lin Lan", "en/people/lin-lan/index.html", set(),
    )  # fmt: skip


def test_the_data_is_what_the_interface_answers(site: dict[str, bytes], client: Client) -> None:
    answered = client.get("/api/v1/events", headers={"host": "127.0.0.1"}, secure=True).json()[
        "items"
    ]
    assert json.loads(site["data/events.json"]) == answered


def test_the_same_content_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    """Of the other format ``test_archive_processes`` makes the same twice."""
    export("long-piers", "--format", "wacz", "--output", str(tmp_path / "again"))
    assert (tmp_path / "again").read_bytes() == (folder / "piers.wacz").read_bytes()


def test_an_increment_holds_what_changed_and_names_what_is_gone(
    folder: Path, tmp_path: Path
) -> None:
    Event.objects.get(slug="ports").sessions.update(withheld=True)
    whole, path = read_files(folder / "ports.zip"), tmp_path / "since.zip"
    earlier = str(folder / "ports.zip")
    export("ports", "--without-cards", "--since", earlier, "--output", str(path))
    changed = read_files(path)
    removed = set(changed["removed.txt"].decode().split())
    lines = changed["manifest-sha256.txt"].decode().splitlines()
    stays = whole.keys() - removed
    assert (
        "en/events/ports/opening/index.html" in removed,
        "en/events/ports/index.html" in changed,
        "static/css/base.css" in changed,
        {line.split("  ", 1)[1] for line in lines},
    ) == (True, True, False, stays - {"manifest-sha256.txt"})  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    [
        ("--all", "--without-cards", "--since", "ports.zip"),
        ("ports", "--since", "site.zip"),
        ("ports", "--since", "ports.wacz"),
        ("ports", "--since", "ports.zip"),
        ("ports", "--without-cards", "--address", "https://localhost", "--since", "ports.zip"),
    ],
)
def test_an_increment_follows_an_archive_of_the_same_alone(
    folder: Path, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    *given, earlier = arguments
    path = tmp_path / "since.zip"
    assert refusal(*given, str(folder / earlier), "--output", str(path)) == (
        f"{folder / earlier} is an archive of something else: --since takes one of the same "
        "format, event, address and parts that are left out."
    )
    assert not path.exists()


def test_an_increment_follows_another(folder: Path, tmp_path: Path) -> None:
    for earlier, path in (("piers.wacz", "first.wacz"), ("first.wacz", "second.wacz")):
        since = (tmp_path if earlier == "first.wacz" else folder) / earlier
        export(
            "long-piers", "--format", "wacz", "--since", str(since),
            "--output", str(tmp_path / path),
        )  # fmt: skip
    assert "indexes/removed.txt" not in read_files(tmp_path / "second.wacz")


def test_an_event_is_archived_with_whom_the_public_sees_at_it_and_its_sub_forums() -> None:
    event = make.make_event()
    part = make.make_event(parent=event)
    make.make_role(event, make.make_organization(slug="host"))
    make.make_role(event, make.make_organization(slug="withheld"), withheld=True)
    make.make_role(part, make.make_organization(slug="host-of-part"))
    organizations = one_event(event).records["organizations"]
    assert {organization.slug for organization in organizations} == {"host", "host-of-part"}


def test_an_event_in_one_language_keeps_its_documents() -> None:
    event = make.make_event(ready_languages=["en"], when_not_ready="hide", published_at=None)
    event.set_moment("en", timezone.now())
    event.save()
    document = make.make_document(event)
    assert one_event(event).contains(f"/en/documents/{document.pk}/{document.name}")


def test_an_event_leads_to_the_site_for_the_rest(folder: Path) -> None:
    files = read_files(folder / "ports.zip")
    page = Outline(files["en/events/ports/index.html"].decode())
    assert (
        f"{BASE}/en/people/" in page.links(),
        "../../people/lin-lan/index.html" in page.links(),
        [name for name in files if "piers" in name],
    ) == (True, True, [])  # fmt: skip


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_a_web_archive_reads_back(folder: Path, client: Client, language: str) -> None:
    with (
        zipfile.ZipFile(folder / "piers.wacz") as archive,
        archive.open("archive/data-1.warc.gz") as file,
    ):
        records = {
            record.rec_headers.get_header("WARC-Target-URI"): record.content_stream().read()
            for record in ArchiveIterator(file, check_digests="raise")
        }
    address = f"/{language}/events/long-piers/"
    page = client.get(address, headers={"host": "127.0.0.1"}, secure=True).content
    assert (records[BASE + address] == page, f"{BASE}/static/css/base.css" in records) == (
        True, True,
    )  # fmt: skip


def test_a_web_archive_is_found_by_its_index(folder: Path) -> None:
    """Each line of the index leads to the record that it names, and has its digest."""
    with zipfile.ZipFile(folder / "piers.wacz") as archive:
        lines = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
        data = archive.read("archive/data-1.warc.gz")
    entries = [json.loads(line.split(" ", 2)[2]) for line in lines]
    led = [
        (entry["url"], all(
            f"{name}: {value}\r\n".encode()
            in zlib.decompressobj(31).decompress(data[int(entry["offset"]) :], 4096)
            for name, value in (
                ("WARC-Target-URI", entry["url"]), ("WARC-Payload-Digest", entry["digest"]),
            )
        ))
        for entry in entries
    ]  # fmt: skip
    assert (lines == sorted(lines), [url for url, is_there in led if not is_there]) == (True, [])


def test_a_web_archive_has_style_sheets_under_the_addresses_that_pages_ask_for(
    folder: Path,
) -> None:
    with zipfile.ZipFile(folder / "piers.wacz") as archive:
        lines = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
    urls = [json.loads(line.split(" ", 2)[2])["url"] for line in lines]
    sheets = [url for url in urls if url.startswith(f"{BASE}/en/events/long-piers/accent.css?v=")]
    assert len(sheets) == 1


def read_records(path: Path) -> dict[str, tuple[str, bytes]]:
    """Return path and query -> status and content of what a web archive answers."""
    with zipfile.ZipFile(path) as archive, archive.open("archive/data-1.warc.gz") as file:
        return {
            record.rec_headers.get_header("WARC-Target-URI").removeprefix(BASE): (
                record.http_headers.get_statuscode(), record.content_stream().read(),
            )
            for record in ArchiveIterator(file)
        }  # fmt: skip


def test_a_web_archive_has_whatever_its_pages_load(folder: Path) -> None:
    """Their hidden pictures, which are for sharing services, too."""
    records = read_records(folder / "ports.wacz")
    pages = {
        address: Outline(content.decode())
        for address, (status, content) in records.items()
        if status == "200" and address.endswith("/")
    }
    addresses = {
        urljoin(address, url)
        for address, page in pages.items()
        for element in page.elements
        for url in (element["src"], element["href"] if element["rel"] == "stylesheet" else "")
        if url
    }
    squares = {url for url in addresses if "square.png?v=" in url}
    assert (addresses - records.keys(), {records[url][0] for url in squares}) == (set(), {"303"})


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_quote_cards_are_in_both_formats(
    folder: Path, site: dict[str, bytes], client: Client, language: str
) -> None:
    address = f"/{language}/events/ports/opening/lin-lan.png"
    card = client.get(address, headers={"host": "127.0.0.1"}, secure=True).content
    records = read_records(folder / "ports.wacz")
    assert (site[address[1:]], records[address]) == (card, ("200", card))


def test_quote_cards_may_stay_on_the_site(folder: Path) -> None:
    files = read_files(folder / "ports.zip")
    page = Outline(files["en/events/ports/opening/index.html"].decode())
    card = "en/events/ports/opening/lin-lan.png"
    assert (card in files, f"{BASE}/{card}" in page.links()) == (False, True)


def test_the_heads_of_its_files_are_as_replaying_programs_read_them(folder: Path) -> None:
    """ReplayWeb.page looks for a file behind its name, not behind further fields of its head."""
    path = folder / "piers.wacz"
    content = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        offsets = [info.header_offset for info in archive.infolist()]
    assert {int.from_bytes(content[offset + 28 : offset + 30], "little") for offset in offsets} == {
        0
    }


def test_large_answers_are_in_several_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("forum.site.archive.web_archive._MOST", 20_000)
    path = tmp_path / "parts.wacz"
    export("long-piers", "--format", "wacz", "--output", str(path))
    with zipfile.ZipFile(path) as archive:
        data = {name.rpartition("/")[2] for name in archive.namelist() if "data-" in name}
        lines = gzip.decompress(archive.read("indexes/index.cdx.gz")).decode().splitlines()
    named = {json.loads(line.split(" ", 2)[2])["filename"] for line in lines}
    assert (named == data, len(data) > 1) == (True, True)


def test_a_web_archive_is_valid(folder: Path) -> None:
    program = "from wacz.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program, "validate", "-f",
         str(folder / "piers.wacz")],
        capture_output=True,
        text=True,
        check=False,
    )  # fmt: skip
    assert "the passed WACZ is valid" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "Name one event, or the whole site with --all."),
        (("ports", "--all"), "Name one event, or the whole site with --all."),
        (("--all", "--address", "forum"),
         "“forum” is no address of a site; write https://forum.example.org."),
        (("--all", "--address", "https://forum.example.net"),
         "The site does not answer as forum.example.net; ALLOWED_HOSTS has: "
         "127.0.0.1, localhost, [::1], testserver."),
        (("--all", "--since", "pyproject.toml", "--output", "never.zip"),
         "pyproject.toml is no archive that export_site wrote; --since takes such a file."),
        (("later",), "“Later” is not public; publish it first."),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_one_sentence(arguments: tuple[str, ...], sentence: str) -> None:
    make.make_event(slug="later", title_en="Later", status="draft")
    assert refusal(*arguments) == sentence


def test_an_archive_of_an_earlier_release_is_called_so(tmp_path: Path) -> None:
    earlier = tmp_path / "earlier.zip"
    with zipfile.ZipFile(earlier, "w") as archive:
        archive.writestr(MANIFEST, "")
    assert refusal("--all", "--since", str(earlier), "--output", str(tmp_path / "never.zip")) == (
        f"{earlier} was made by an earlier release: make one whole archive anew."
    )


def test_the_site_s_own_address_is_one_of_a_site() -> None:
    options = Command().create_parser("manage.py", "export_site").parse_args(["--all"])
    assert check_address(options.address) == settings.SITE_ADDRESS


def test_in_a_web_archive_what_is_part_of_a_file_leads_to_that(
    folder: Path, tmp_path: Path
) -> None:
    session = make.make_session(make.make_event(slug="quays"), slug="opening", title_en="Opening")
    make.make_appearance(session, make.make_person(slug="xu-an"), remarks_en="<p>Quays.</p>")
    export("quays", "--format", "wacz", "--output", str(tmp_path / "quays.wacz"))
    with (
        zipfile.ZipFile(tmp_path / "quays.wacz") as archive,
        archive.open("archive/data-1.warc.gz") as file,
    ):
        led = {
            urlsplit(record.rec_headers.get_header("WARC-Target-URI")).path: (
                record.http_headers.get_statuscode(), record.http_headers.get_header("Location"),
            )
            for record in ArchiveIterator(file)
        }  # fmt: skip
    reference = "/en/events/quays/opening/xu-an.ris"
    whole = "/en/events/quays/opening/cite.ris"
    assert (led[reference], led[whole]) == (("303", whole), ("200", None))


def test_the_pages_of_a_web_archive_share_a_face(folder: Path) -> None:
    with (
        zipfile.ZipFile(folder / "piers.wacz") as archive,
        archive.open("archive/data-1.warc.gz") as file,
    ):
        typefaces = {
            urlsplit(record.rec_headers.get_header("WARC-Target-URI")).path: record.content_stream()
            .read()
            .decode("latin-1")
            for record in ArchiveIterator(file)
            if "/typefaces/" in record.rec_headers.get_header("WARC-Target-URI")
        }
    faces = [path for path in typefaces if path.endswith(".woff2")]
    sheets = [text for path, text in typefaces.items() if path.endswith(".css")]
    assert (faces, bool(sheets), all(faces[0] in sheet for sheet in sheets)) == (
        ["/typefaces/face.woff2"], True, True,
    )  # fmt: skip


def test_captions_are_within_their_page_for_a_disk(tmp_path: Path) -> None:
    session = make.make_session(
        recording_file=as_file(MP4, "a.mp4"), recording_captions_en=as_file(CAPTIONS, "a.vtt")
    )
    path = tmp_path / "recorded.zip"
    export(session.event.slug, "--output", str(path))
    files = read_files(path)
    page = files[f"en/events/{session.event.slug}/{session.slug}/index.html"].decode()
    sources = re.findall('<track[^>]* src="data:text/vtt;base64,([^"]+)"', page)
    assert [b64decode(source) for source in sources] == [CAPTIONS]


def test_a_break_has_no_file_of_its_own(site: dict[str, bytes]) -> None:
    index = site["search-index.js"]
    assert ([name for name in site if "#" in name], b"#" in index) == ([], False)


def test_what_a_zip_says_of_its_files_takes_no_memory(tmp_path: Path) -> None:
    with (tmp_path / "a.zip").open("wb") as file, Ledger() as ledger:
        archive = PartsZip(file, SiteWalk(BASE, whole_site(), ledger, lambda *_: None))
        for number in range(3):
            archive.add_text(f"{number}.txt", ["text"])
        in_memory = list.__len__(archive.entries), len(archive.entries)
        archive.close("{}")
    assert (in_memory, sorted(read_files(tmp_path / "a.zip"))) == (
        (0, 3), ["0.txt", "1.txt", "2.txt", "archive.json", "manifest-sha256.txt"],
    )  # fmt: skip


def test_a_former_address_leads_on(site: dict[str, bytes]) -> None:
    assert b"url=../long-piers/index.html" in site["en/events/piers/index.html"]


class PictureBucket(InMemoryStorage):
    """Pictures that lie in no folder. hidden: those out of the public's reach."""

    hidden = "photos/hidden.jpg"

    def is_in_public(self, name: str) -> bool:
        return name != self.hidden and self.exists(name)


@pytest.mark.parametrize("name", ["photos/hidden.jpg", "photos/none.jpg"])
def test_pictures_are_read_from_wherever_they_are_stored(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    bucket = PictureBucket()
    for stored in ("photos/port.jpg", bucket.hidden):
        bucket.save(stored, ContentFile(b"picture"))
    monkeypatch.setattr(walk, "picture_storage", lambda: bucket)
    answer = walk.find_picture("/media/photos/port.jpg")
    assert answer
    assert (answer.kind, answer.body.read()) == ("image/jpeg", b"picture")
    with pytest.raises(SiteArchiveError, match="cannot be read"):
        walk.find_picture(f"/media/{name}")
