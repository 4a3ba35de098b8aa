"""Whether the files of pages say what the pages say now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forum.delivery.publishing import files
from forum.delivery.publishing.page_rendering import Rendering, render_page
from forum.delivery.publishing.publisher import publish_page
from forum.delivery.publishing.purging import purge_pages
from forum.models import PageFile


@dataclass(frozen=True, slots=True)
class FileDifference:
    """A page whose file is not what it should be. kind: in what, in English."""

    path: str
    kind: str
    is_mended: bool


def compare_files(
    *, mend: bool, tell: Callable[[int, int], None] | None = None
) -> Iterator[FileDifference]:
    """Yield the pages whose file differs from what the page says now; mend them where asked.

    A page that the site fails to make keeps its file. tell: is told which one it is at, and how
    many there are.
    """
    current = set(PageFile.objects.filter(is_current=True).values_list("path", flat=True))
    paths = sorted(current | set(files.list_paths()))
    for number, path in enumerate(paths, 1):
        if tell:
            tell(number, len(paths))
        rendering = render_page(path)
        kind = _describe_difference(rendering, is_known=path in current)
        if kind:
            yield FileDifference(path, kind, mend and _mend(rendering))


def _mend(rendering: Rendering) -> bool:
    """Make the file of a page anew; tell whether it is as it should be."""
    if rendering.has_failed:
        return False
    files.delete_file(rendering.path)
    purge_pages([rendering.path])
    publish_page(rendering.path, anew=True)
    has_file = files.find_file(rendering.path) is not None
    return has_file == (rendering.content is not None)


def _describe_difference(rendering: Rendering, *, is_known: bool) -> str:
    file = files.find_file(rendering.path)
    if rendering.has_failed:
        return f"cannot be made (answer {rendering.answer_code}), see the log; its file stays"
    if file is None:
        return "has no file"
    if rendering.content is None:
        return "has a file and is no page"
    if file.content != rendering.content:
        return "has a file that says something else"
    return "" if is_known else "has a file that nothing ends"
