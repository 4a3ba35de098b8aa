"""Whether the files are those that the database names, and lie where they may be seen."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice
from typing import Final

from django.core.files.storage import Storage, default_storage
from django.utils import timezone

from forum.core.storage import private_storage
from forum.management.site_checks.findings import SiteFinding, error, warning
from forum.management.unused_files import named_documents, unused_files
from forum.models import SiteIdentity
from forum.workflow.take_down.pictures import all_pictures
from forum.workflow.take_down.public_files import PublicFile, misplaced_pictures

# A file that younger edits may still name.
YOUNG: Final = timedelta(hours=24)
# Names of one kind that are told; more are counted.
NAMED: Final = 10


def check_files() -> Iterator[SiteFinding]:
    yield from _check_owner()
    pictures = list(all_pictures())
    # The small picture of the desk's forms is made when a form first shows it.
    made = (name for picture in pictures for name in (str(picture.name), *_variant_names(picture)))
    yield from _check_missing("media", default_storage, made)
    yield from _check_missing("private", private_storage(), named_documents())
    names = sorted(misplaced_pictures(pictures))
    yield from _tell(
        [
            error("files", f"media/{name}", "it lies where its record says it must not",
                  "Run manage.py sync_media.")
            for name in names
        ],
        "pictures",
    )  # fmt: skip
    unused = unused_files(timezone.now() - YOUNG)
    if unused:
        size = sum(file.storage.size(file.name) for file in unused)
        yield warning(
            "files", "media and private",
            f"{len(unused)} files ({size / 1_000_000:.1f} MB) belong to no record",
            "Run manage.py clean_media, and with --delete to move them to the trash.",
        )  # fmt: skip


def _variant_names(picture: PublicFile) -> Iterator[str]:
    return (variant.name for variant in picture.variants())


def _check_owner() -> Iterator[SiteFinding]:
    identity = SiteIdentity.current()
    for name, storage in (("media", default_storage), ("private", private_storage())):
        if identity.is_marked_on(storage) is False:
            yield error(
                "files", name, "its files belong to another site than this database",
                "Set DATABASE_URL and DATA_DIR to those of one site.",
            )  # fmt: skip


def _check_missing(place: str, storage: Storage, names: Iterator[str]) -> Iterator[SiteFinding]:
    missing = sorted({name for name in names if name and not storage.exists(name)})
    remedy = "Run manage.py rebuild_images if it is a variant; else restore it from a backup."
    problem = "a record names it and it is not there"
    yield from _tell(
        [error("files", f"{place}/{name}", problem, remedy) for name in missing], f"{place} files"
    )


def _tell(findings: list[SiteFinding], what: str) -> Iterator[SiteFinding]:
    """Yield the first of many, and how many more there are."""
    yield from islice(findings, NAMED)
    if len(findings) > NAMED:
        more = len(findings) - NAMED
        yield error("files", what, f"{more} more have the same fault", findings[0].remedy)
