"""Every public address but the interface's. The language stands first in the path of every page.

Public requests are answered with these alone, so that a process which never serves the desk never
loads it (see PublicAddressesMiddleware).
"""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import path, re_path, register_converter

from forum.models import KnowledgeProduct, Page, Topic
from forum.site import (
    accent_styles,
    citations,
    directories,
    documents,
    errors,
    events,
    feeds,
    harvesting,
    home,
    overviews,
    pages,
    parallel,
    qr_codes,
    schedules,
    search,
    share_pictures,
    sitemaps,
    styleguide,
    typefaces,
)
from forum.site.late_views import load_late
from people.models import Organization, Person
from sessions_app.models import Event, Series

register_converter(citations.CitationKindConverter, "citation")
register_converter(share_pictures.ShapeConverter, "shape")
register_converter(share_pictures.RoleConverter, "role")

# Folder, name of routes, model: of these each has a code and a picture of its own.
RECORDS = (
    ("series", "series", Series),
    ("people", "person", Person),
    ("organizations", "organization", Organization),
    ("knowledge", "product", KnowledgeProduct),
    ("topics", "topic", Topic),
    ("pages", "page", Page),
)

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("oai", harvesting.oai, name="oai"),
    path("robots.txt", sitemaps.robots, name="robots"),
    path(".well-known/security.txt", sitemaps.security_contact, name="security-contact"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("feed.xml", feeds.feed, name="feed"),
        path("<shape:shape>.png", share_pictures.site_share, name="site-share"),
        path("series/<slug:slug>/", events.series, name="series"),
        path("series/<slug:slug>/overview/", overviews.series, name="series-overview"),
        path("series/<slug:slug>/feed.xml", feeds.series_feed, name="series-feed"),
        path("events/", events.events, name="events"),
        path("events/<slug:slug>/", events.event, name="event"),
        path(
            "events/<slug:slug>/agenda.ics", load_late("forum.site.calendars.agenda"), name="agenda"
        ),
        path("events/<slug:slug>/schedule.xml", schedules.schedule_xml, name="schedule-xml"),
        path("events/<slug:slug>/schedule.json", schedules.schedule_json, name="schedule-json"),
        path("events/<slug:slug>/cite.<citation:kind>", citations.event, name="event-citation"),
        path("events/<slug:slug>/<shape:shape>.png", share_pictures.share, name="share"),
        path("events/<slug:slug>/qr.svg", qr_codes.record, {"model": Event}, name="qr"),
        path(
            "events/<slug:slug>/record.docx",
            load_late("forum.site.word_records.event"),
            name="event-word",
        ),
        path(
            "events/<slug:slug>/proceedings.pdf",
            load_late("forum.site.proceedings.event"),
            name="event-proceedings",
        ),
        path(
            "events/<slug:slug>/proceedings-both.pdf",
            load_late("forum.site.proceedings.event"),
            {"language": "both"},
            name="event-proceedings-both",
        ),
        path("events/<slug:slug>/overview/", overviews.event, name="event-overview"),
        path("events/<slug:slug>/parallel/", parallel.event, name="event-parallel"),
        path("events/<slug:slug>/accent.css", accent_styles.accent, name="accent"),
        path("events/<slug:slug>/<slug:session_slug>/", events.session, name="session"),
        path("events/<slug:slug>/<slug:session_slug>/qr.svg", qr_codes.session, name="session-qr"),
        path(
            "events/<slug:slug>/<slug:session_slug>/parallel/",
            parallel.session,
            name="session-parallel",
        ),
        path(
            "events/<slug:slug>/<slug:session_slug>/proceedings.pdf",
            load_late("forum.site.proceedings.session"),
            name="session-proceedings",
        ),
        path(
            "events/<slug:slug>/<slug:session_slug>/session.ics",
            load_late("forum.site.calendars.session_calendar"),
            name="session-calendar",
        ),
        path(
            "events/<slug:slug>/<slug:session_slug>/cite.<citation:kind>",
            citations.session,
            name="session-citation",
        ),
        path(
            "events/<slug:slug>/<slug:session_slug>/card/<shape:shape>.png",
            share_pictures.session,
            name="session-share",
        ),
        path(
            "events/<slug:slug>/<slug:session_slug>/<slug:person_slug>.<citation:kind>",
            citations.remarks,
            name="remarks-citation",
        ),
        path(
            "events/<slug:slug>/<slug:session_slug>/<slug:person_slug><role:role>.png",
            share_pictures.quote,
            name="quote-card",
        ),
        # Before the files of products, whose names are free.
        *(
            path(
                f"{folder}/<slug:slug>/qr.svg", qr_codes.record, {"model": model}, name=f"{name}-qr"
            )
            for folder, name, model in RECORDS
        ),
        *(
            path(
                f"{folder}/<slug:slug>/<shape:shape>.png",
                share_pictures.record,
                {"model": model},
                name=f"{name}-share",
            )
            for folder, name, model in RECORDS
        ),
        path("people/<slug:slug>/cite.<citation:kind>", citations.person, name="person-citation"),
        path(
            "people/<slug:slug>/events.ics",
            load_late("forum.site.calendars.person_calendar"),
            name="person-calendar",
        ),
        path(
            "series/<slug:slug>/events.ics",
            load_late("forum.site.calendars.series_calendar"),
            name="series-calendar",
        ),
        path(
            "knowledge/<slug:slug>/cite.<citation:kind>", citations.product, name="product-citation"
        ),
        path("people/", directories.people, name="people"),
        path("people/<slug:slug>/", directories.person, name="person"),
        path("organizations/", directories.organizations, name="organizations"),
        path("organizations/<slug:slug>/", directories.organization, name="organization"),
        # Where settings.STYLEGUIDE says so: with DEBUG.
        path("styleguide/", styleguide.styleguide, name="styleguide"),
        path("api/", load_late("forum.site.api.docs.api_docs"), name="api-docs"),
        path("search/", search.search, name="search"),
        path("search/suggestions.json", search.suggestions, name="search-suggestions"),
        path("knowledge/", directories.knowledge, name="knowledge"),
        path("knowledge/<slug:slug>/", directories.product, name="product"),
        path("knowledge/<slug:slug>/<str:name>", documents.product_file, name="product-file"),
        path("topics/", directories.topics, name="topics"),
        path("topics/<slug:slug>/", directories.topic, name="topic"),
        path("pages/<slug:slug>/", pages.page, name="page"),
        path("news/", pages.news, name="news"),
        path("news/feed.xml", feeds.news_feed, name="news-feed"),
        path("news/<slug:slug>/", pages.news_item, name="news-item"),
        re_path(
            r"^typefaces/(?P<version>[0-9a-f]{16}-[0-3])/(?P<page>(?:[^/]+/)*)style\.css$",
            typefaces.style,
            name="typeface-style",
        ),
        re_path(
            r"^typefaces/(?P<version>[0-9a-f]{16}-[0-3])/(?P<page>(?:[^/]+/)*)face\.woff2$",
            typefaces.face,
            name="typeface",
        ),
        path("documents/<int:pk>/<str:name>", documents.document, name="document"),
    ),
    # With DEBUG only; in production the web server hands out the pictures.
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
