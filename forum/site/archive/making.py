"""The formats of an archive, and what an earlier one holds."""

import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext

from forum.site.archive.errors import SiteArchiveError
from forum.site.archive.walk import SiteWalk
from forum.site.archive.web_archive import write_wacz
from forum.site.archive.zip_file import IDENTITY, MANIFEST, write_zip
from forum.site.sitemaps import SECTIONS, RecordAddresses

# Target, walk, last change, first page below the language -> the number of files in it.
type Write = Callable[[IO[bytes], SiteWalk, datetime, str], int]

FORMATS: Final[dict[str, Write]] = {"zip": write_zip, "wacz": write_wacz}


def find_last_change() -> datetime:
    """Return when what the public may see was last changed."""
    sections = (section() for section in SECTIONS.values() if issubclass(section, RecordAddresses))
    moments = (section.items().aggregate(last=Max("changed"))["last"] for section in sections)
    return max(filter(None, moments), default=timezone.make_aware(datetime(1980, 1, 1)))


def read_earlier(path: Path, identity: str) -> Iterator[tuple[str, str]]:
    """Yield key and digest of what an earlier archive, or all increments to it, hold.

    identity: as ``identify_archive`` has it, of the one that is to follow.
    """
    try:
        with (
            zipfile.ZipFile(path) as archive,
            archive.open(find_listed(archive, MANIFEST)) as manifest,
        ):
            check_identity(path, _read_identity(path, archive), identity)
            for line in manifest:
                digest, _mark, key = line.decode().rstrip("\n").partition("  ")
                yield key, digest
    except (OSError, KeyError, ValueError, zipfile.BadZipFile) as error:
        raise SiteArchiveError(
            gettext("%(path)s is no archive that export_site wrote; --since takes such a file.")
            % {"path": path}
        ) from error


def _read_identity(path: Path, archive: zipfile.ZipFile) -> str:
    """Return what an archive is of; raise SiteArchiveError where it does not say so."""
    try:
        return archive.read(find_listed(archive, IDENTITY)).decode()
    except KeyError as error:
        raise SiteArchiveError(
            gettext("%(path)s was made by an earlier release: make one whole archive anew.")
            % {"path": path}
        ) from error


def check_identity(path: Path, earlier: str, identity: str) -> None:
    """Raise SiteArchiveError where the earlier archive is of something else."""
    if earlier != identity:
        raise SiteArchiveError(
            gettext(
                "%(path)s is an archive of something else: --since takes one of the same format, "
                "event, address and parts that are left out."
            )
            % {"path": path}
        )


def find_listed(archive: zipfile.ZipFile, name: str) -> str:
    """Return where a file about the archive stands in it; raise KeyError where it has none."""
    names = (f"indexes/{name}", name)
    return next((place for place in names if place in archive.namelist()), name)
