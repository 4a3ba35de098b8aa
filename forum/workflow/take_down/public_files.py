"""Moving files between the public folder and the private storage, to where their rows say.

A file that cannot be moved keeps none of the others; it is tried again until it succeeds, and
whoever saved is told. A crop that was cut around a former focal point is nobody's: it is out of
sight, with whatever else was made of a picture and no public row has any more.
"""

import logging
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from typing import Any, Final

from django.db.models import Model, Q, QuerySet
from django.tasks import task
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from forum.core.images.columns import picture_fields, rows_with_picture
from forum.core.images.files import PictureFile
from forum.core.storage import is_offline, picture_storage
from forum.history.named_files import files_of_copies
from people.models import Person
from sessions_app.models import Appearance, Event, Session
from sessions_app.recordings import MediaFile, media_fields

type PublicFile = PictureFile | MediaFile
# The name of a file -> of it and of what was made of it, the names that public rows have.
type PublicNames = defaultdict[str, set[str]]

logger = logging.getLogger(__name__)

# Before a file is tried again that could not be moved: at first, and at most.
SOON: Final = timedelta(minutes=1)
LATER: Final = timedelta(hours=1)

_unmoved: ContextVar[set[str] | None] = ContextVar("unmoved files", default=None)


class UnmovedFilesError(Exception):
    """Files that could not be moved lie where they may not. names: of those that rows name."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(f"Files could not be moved: {', '.join(names)}")
        self.names = names


@contextmanager
def noting_unmoved_files() -> Iterator[set[str]]:
    """Note the names of files that could not be moved after what a block has committed."""
    names: set[str] = set()
    token = _unmoved.set(names)
    try:
        yield names
    finally:
        _unmoved.reset(token)


def file_fields() -> list[Any]:
    """Return every column of a file that lies in the public folder."""
    return [*picture_fields(), *media_fields()]


def find_files(names: Iterable[str]) -> dict[str, PublicFile]:
    """Return those of some files that rows name, by their names, each as a row has it."""
    wanted = list(names)
    rows = (
        (field, row)
        for field in file_fields()
        for row in rows_with_picture(field).filter(**{f"{field.name}__in": wanted})
    )
    files = (getattr(row, field.name) for field, row in rows)
    return {str(file.name): file for file in files}


def sync_pictures(files: Iterable[PublicFile], track: Callable[[Any], Any] = iter) -> int:
    """Put the files of pictures where their rows say; return how many were moved.

    track: sees each name pass. Raises UnmovedFilesError when all were tried.
    """
    by_name = {str(file.name): file for file in files}
    return _sync(by_name, _find_public_names(list(by_name)), track)


def settle_pictures(files: Iterable[PublicFile]) -> None:
    """Put files where their rows say; what cannot be moved is told, and tried again in a minute.

    For after a commit: nothing can be refused any more.
    """
    by_name = {str(file.name): file for file in files}
    _settle(by_name, _find_public_names(list(by_name)), SOON)


def settle_files(names: Iterable[str], pause: timedelta = SOON) -> None:
    """Put files where the rows that name them say, and out of sight what nothing names.

    As ``settle_pictures``; pause: before what cannot be moved is tried again.
    """
    wanted = set(names)
    files = find_files(wanted)
    public = _find_public_names(list(files))
    nameless = wanted - files.keys()
    if nameless:
        nameless -= {str(file.name) for file in files_of_copies()}
    field = picture_fields()[0]
    former = {name: PictureFile(field.model(), field, name) for name in nameless}
    _settle({**files, **former}, public, pause)


def hide_again(names: set[str]) -> None:
    """Have files moved out of sight that no public row has; asked for once while that waits."""
    hidden = sorted(names - _find_public_names(list(names)).keys())
    arguments: list[Any] = [hidden, SOON.total_seconds()]
    waiting = DBTaskResult.objects.ready().filter(
        task_path=move_again.module_path, args_kwargs__args=arguments
    )
    if hidden and not waiting.exists():
        move_again.enqueue(*arguments)


@task()
def move_again(names: list[str], seconds: float) -> None:
    """Try again to move files. seconds: how long they have waited this time."""
    settle_files(names, min(2 * timedelta(seconds=seconds), LATER))


def misplaced_pictures(files: Iterable[PublicFile]) -> set[str]:
    """Return the names of pictures that lie in the public folder and are not public."""
    by_name = {str(file.name): file for file in files}
    hidden = by_name.keys() - _find_public_names(list(by_name)).keys()
    is_in_public = picture_storage().is_in_public
    return {name for name in hidden if any(map(is_in_public, by_name[name].stored_names()))}


def may_be_misplaced(file: PublicFile) -> bool:
    """Tell whether a file is out of sight, or lies beside crops that its row has no more."""
    try:
        if is_offline(str(file.name)):
            return True
        is_cut = isinstance(file, PictureFile) and file.shape.measure == "square"
        return is_cut and not set(file.stored_names()) <= set(file.names())
    except Exception:
        logger.exception("It cannot be told where the files of %s lie", file.name)
        return True


def hidden_rows(model: type[Model]) -> Iterator[QuerySet[Model]]:
    """Yield the rows of a model whose pictures the public may not have."""
    # Any: each model's own queryset says what is kept back with it.
    rows: Any = model._default_manager
    if hasattr(rows, "kept_back"):
        yield rows.kept_back()
    if model is Person:
        yield Person.objects.refusing_pictures()
    elif model is Session:
        yield Session.objects.with_recordings().filter(Q(recording_is_kept_back=True))
    elif model is Appearance:
        yield Appearance.objects.keeping_recordings_back()
    elif model is Event:
        yield Event.objects.with_cover().filter(Q(cover_is_kept_back=True))


def _find_public_names(names: list[str]) -> PublicNames:
    """Return, of the files that a row names which is not kept back, all that rows have of them."""
    public: PublicNames = defaultdict(set)
    for field in file_fields() if names else ():
        rows = rows_with_picture(field).filter(**{f"{field.name}__in": names})
        # Few columns have them, and what is kept back takes long to ask for.
        if not rows.exists():
            continue
        for hidden in hidden_rows(field.model):
            rows = rows.exclude(pk__in=hidden.values("pk"))
        for row in rows:
            file: PublicFile = getattr(row, field.name)
            public[str(file.name)].update(file.names())
    return public


def _settle(by_name: dict[str, PublicFile], public: PublicNames, pause: timedelta) -> None:
    try:
        _sync(by_name, public, iter)
    except UnmovedFilesError as error:
        again = move_again.using(run_after=timezone.now() + pause)
        again.enqueue(error.names, pause.total_seconds())
        if (noted := _unmoved.get()) is not None:
            noted.update(error.names)


def _sync(by_name: dict[str, PublicFile], public: PublicNames, track: Callable[[Any], Any]) -> int:
    count, unmoved, waiting = 0, list[str](), track(by_name)
    while waiting:
        returned = list[str]()
        for name in waiting:
            try:
                moved = _move_files(by_name[name], public.get(name, set()))
            except Exception:
                # Each storage's library has errors of its own.
                logger.exception("The files of %s cannot be moved", name)
                unmoved.append(name)
            else:
                count += moved
                returned += [name] if moved and name in public else []
        # Whoever has hidden one meanwhile may have found it out of sight still, and left it there.
        former, public = public, _find_public_names(returned)
        waiting = [name for name in returned if public.get(name) != former[name]]
    if unmoved:
        raise UnmovedFilesError(unmoved)
    return count


def _move_files(file: PublicFile, public: set[str]) -> int:
    """Move a file and what was made of it; return how many. public: the names of what may be."""
    storage, errors, moved = picture_storage(), list[Exception](), 0
    for name in {*file.stored_names(), *public}:
        try:
            moved += storage.move_picture(name, offline=name not in public)
        except Exception as error:
            errors.append(error)
    if errors:
        raise errors[0]
    return moved
