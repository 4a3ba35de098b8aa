"""Which organization's page an appearance's title leads to: only where the name is exactly one's.

The institution's whole name must stand before the rank. 商务部国际贸易经济合作研究院 is not 商务部,
and no link is better than a wrong one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from forum.imports.planning.affiliation import heads
from forum.imports.planning.changes import Ref
from forum.imports.planning.organizations import LABEL, Known
from forum.imports.planning.plan_builder import Bench
from forum.reader.event_record import Text


class Links:
    """The known organizations by folded name: those of the record and those that are stored."""

    def __init__(self, bench: Bench, known: Mapping[str, Known], titles: Iterable[Text]) -> None:
        self._found: dict[str, set[Ref | int]] = defaultdict(set)
        here = {one.row.pk for one in known.values() if one.row}
        for one in known.values():
            ref = Ref(LABEL, one.key)
            if not bench.absent(ref):
                self._enter(one.keys, ref)
        for row in bench.store.known_names(_heads(titles)):
            if row.pk not in here:
                self._enter(row.match_keys, row.pk)

    def organization(self, title: Text) -> Ref | int | None:
        """Return the organization that a title names, None where it is not certain."""
        found = {one for head in _heads([title]) for one in self._found.get(head, ())}
        return found.pop() if len(found) == 1 else None

    def _enter(self, keys: Iterable[str], one: Ref | int) -> None:
        for key in keys:
            self._found[key].add(one)


def _heads(titles: Iterable[Text]) -> set[str]:
    return {head for title in titles for text in title.values() if text for head in heads(text)}
