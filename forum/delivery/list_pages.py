"""The site's lists, which are pages of no record: what each is called, and what it tells.

Whatever treats lists alike begins here: their previews, the sitemap, what publishing them reads,
the breadcrumbs of the records on them.
"""

from typing import Final

from django.utils.translation import gettext_lazy, pgettext_lazy

# Route -> name, description.
LISTS: Final = {
    "home": (
        "",
        gettext_lazy("Records of forums in Chinese and English: programmes, speakers, outcomes."),
    ),
    "events": (
        gettext_lazy("Events"),
        gettext_lazy("All events by series and year, each with its agenda, speakers and remarks."),
    ),
    "people": (
        gettext_lazy("People"),
        gettext_lazy("Everybody who took part, with the titles that they held at the time."),
    ),
    "organizations": (
        gettext_lazy("Organizations"),
        gettext_lazy("The organizations that hosted, supported or spoke at the events."),
    ),
    "knowledge": (
        gettext_lazy("Knowledge products"),
        gettext_lazy("Courses, publications and other outcomes that the events launched."),
    ),
    "topics": (
        pgettext_lazy("tag", "Topics"),
        gettext_lazy("Subjects across the years: who said what about each of them."),
    ),
    "news": (gettext_lazy("News"), gettext_lazy("What is new, the latest first.")),
}
