"""The site's lists, which are pages of no record: all that is said of each in one place.

Whatever treats lists alike begins here: the menu, their previews, the sitemap, what an address may
ask of them, what publishing them reads, the breadcrumbs of the records on them, and where it is
looked for a record that is taken down.
"""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy


@dataclass(frozen=True, slots=True)
class ListPage:
    """What a list is called, and what it tells.

    keys: what its address hears of behind its path; ``page`` where it has further pages.
    in_menu: the main menu names it, in the order of ``LISTS``.
    in_menu_with: what every page must have for that, as ``delivery/frame.py`` calls it; "" for
    nothing.
    models: labels of those whose records all stand on it; ``take_down/places.py`` knows of the
    lists on which some do.
    """

    name: str | Promise
    description: str | Promise
    keys: frozenset[str] = frozenset()
    in_menu: bool = True
    in_menu_with: str = ""
    models: frozenset[str] = frozenset()


# Route, which is also the path, but of the first, the front page -> the list.
LISTS: Final = {
    "home": ListPage(
        "",
        gettext_lazy("Records of forums in Chinese and English: programmes, speakers, outcomes."),
        in_menu=False,
    ),
    "events": ListPage(
        gettext_lazy("Events"),
        gettext_lazy("All events by series and year, each with its agenda, speakers and remarks."),
        frozenset({"page", "series", "year", "kind", "city"}),
        models=frozenset({"sessions_app.Event"}),
    ),
    "people": ListPage(
        gettext_lazy("People"),
        gettext_lazy("Everybody who took part, with the titles that they held at the time."),
        frozenset({"page", "country", "organization", "event"}),
        models=frozenset({"people.Person"}),
    ),
    "organizations": ListPage(
        gettext_lazy("Organizations"),
        gettext_lazy("The organizations that hosted, supported or spoke at the events."),
        frozenset({"page", "kind", "country"}),
        models=frozenset({"people.Organization"}),
    ),
    "knowledge": ListPage(
        gettext_lazy("Knowledge products"),
        gettext_lazy("Courses, publications and other outcomes that the events launched."),
        frozenset({"page", "kind", "topic", "language", "audience"}),
        models=frozenset({"forum.KnowledgeProduct"}),
    ),
    "topics": ListPage(
        pgettext_lazy("tag", "Topics"),
        gettext_lazy("Subjects across the years: who said what about each of them."),
        in_menu_with="has_topics",
        models=frozenset({"forum.Topic"}),
    ),
    # In the menu it stands among the site's own pages.
    "news": ListPage(
        gettext_lazy("News"),
        gettext_lazy("What is new, the latest first."),
        frozenset({"page"}),
        in_menu=False,
    ),
}
