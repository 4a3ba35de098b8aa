"""Every address of the site. The language stands first in the path of every public page."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.contrib import admin
from django.urls import path

from forum.desk import (
    exports,
    last_titles,
    merging,
    next_edition,
    portraits,
    presence,
    previews,
    refusals,
    take_down,
)
from forum.desk.glossary import suggestions
from forum.desk.imports import undo
from forum.desk.publishing import clearance
from forum.desk.translations import board as translation_board
from forum.desk.translations import export_page as translation_sending
from forum.desk.translations import import_pages as translation_taking_in
from forum.desk.translations import original_pages as translation_originals
from forum.desk.translations import records as translation_records
from forum.desk.translations import units as translation_units
from forum.site import (
    accent_styles,
    calendars,
    documents,
    errors,
    event_lists,
    events,
    feeds,
    home,
    knowledge,
    organizations,
    pages,
    parallel,
    people,
    qr_codes,
    robots,
    search,
    share,
    sitemaps,
    styleguide,
)
from people.models import Organization, Person

handler400 = errors.bad_request
handler403 = refusals.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

urlpatterns = [
    path("admin/export/<int:pk>.docx", admin.site.admin_view(exports.event), name="export-event"),
    path("admin/export/", admin.site.admin_view(exports.events), name="export-events"),
    path(
        "admin/preview/<int:content_type>/new/",
        admin.site.admin_view(previews.new_preview),
        name="staff-preview-new",
    ),
    path(
        "admin/preview/<int:content_type>/<int:pk>/",
        admin.site.admin_view(previews.staff_preview),
        name="staff-preview",
    ),
    path(
        "admin/preview/<int:content_type>/<int:pk>/<path:path>",
        admin.site.admin_view(previews.staff_preview),
        name="staff-preview-page",
    ),
    path(
        "admin/preview-links/<int:content_type>/<int:pk>/",
        admin.site.admin_view(previews.links),
        name="preview-links",
    ),
    path(
        "admin/preview-links/<int:pk>/revoke/",
        admin.site.admin_view(previews.revoke),
        name="preview-revoke",
    ),
    *(
        path(
            f"admin/people/{model._meta.model_name}/<int:pk>/merge/",
            admin.site.admin_view(merging.merge_records),
            {"model": model},
            name=f"merge-{model._meta.model_name}",
        )
        for model in (Person, Organization)
    ),
    path(
        "admin/sessions_app/event/<int:pk>/next-edition/",
        admin.site.admin_view(next_edition.duplicate),
        name="next-edition",
    ),
    path(
        "admin/undo-import/<int:pk>/",
        admin.site.admin_view(undo.undo_import),
        name="undo-import",
    ),
    path(
        "admin/people/person/<int:pk>/last-title/",
        admin.site.admin_view(last_titles.last_title),
        name="last-title",
    ),
    path(
        "admin/people/person/<int:pk>/portrait-texts/",
        admin.site.admin_view(portraits.texts),
        name="portrait-texts",
    ),
    path(
        "admin/offline/<int:content_type>/<int:pk>/<slug:scope>/",
        admin.site.admin_view(take_down.record),
        name="offline",
    ),
    path(
        "admin/offline/<int:content_type>/",
        admin.site.admin_view(take_down.several),
        name="offline-several",
    ),
    path(
        "admin/offline-pictures/<path:name>",
        admin.site.admin_view(take_down.picture),
        name="offline-picture",
    ),
    path(
        "admin/presence/<int:content_type>/<int:pk>/",
        admin.site.admin_view(presence.beat),
        name="presence",
    ),
    path(
        "admin/clearance/<int:pk>/<slug:language>/",
        admin.site.admin_view(clearance.event),
        name="clearance",
    ),
    path(
        "admin/clearance/scan/<int:pk>/<slug:language>/",
        admin.site.admin_view(clearance.scan),
        name="clearance-scan",
    ),
    path(
        "admin/translations/",
        admin.site.admin_view(translation_board.board),
        name="translation-board",
    ),
    path(
        "admin/translations/export/",
        admin.site.admin_view(translation_sending.send),
        name="translation-export",
    ),
    path(
        "admin/translations/import/",
        admin.site.admin_view(translation_taking_in.upload),
        name="translation-import",
    ),
    path(
        "admin/translations/import/<str:seal>/",
        admin.site.admin_view(translation_taking_in.preview),
        name="translation-import-plan",
    ),
    path(
        "admin/translations/<slug:kind>/<int:pk>/originals/",
        admin.site.admin_view(translation_originals.originals),
        name="translation-originals",
    ),
    path(
        "admin/translations/<slug:kind>/<int:pk>/<slug:language>/",
        admin.site.admin_view(translation_records.record),
        name="translation-record",
    ),
    path(
        "admin/translations/<slug:kind>/<int:pk>/<slug:language>/next/",
        admin.site.admin_view(translation_units.following),
        name="translation-next",
    ),
    path(
        "admin/translations/<slug:kind>/<int:pk>/<slug:field>/<slug:language>/",
        admin.site.admin_view(translation_units.unit),
        name="translation-unit",
    ),
    path("admin/glossary/terms/", admin.site.admin_view(suggestions.terms), name="glossary-terms"),
    path("admin/", admin.site.urls),
    path("preview/<str:signed>/", previews.preview, name="preview"),
    path("preview/<str:signed>/<path:path>", previews.preview, name="preview-page"),
    path("robots.txt", robots.robots, name="robots"),
    path("sitemap.xml", sitemaps.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", sitemaps.section, name="sitemap-section"),
    *i18n_patterns(
        path("", home.home, name="home"),
        path("feed.xml", feeds.feed, name="feed"),
        path("share.png", share.site_share, name="site-share"),
        path("series/<slug:slug>/", event_lists.series, name="series"),
        path("series/<slug:slug>/feed.xml", feeds.series_feed, name="series-feed"),
        path("events/", event_lists.events, name="events"),
        path("events/<slug:slug>/", events.event, name="event"),
        path("events/<slug:slug>/agenda.ics", calendars.agenda, name="agenda"),
        path("events/<slug:slug>/share.png", share.share, name="share"),
        path("events/<slug:slug>/qr.svg", qr_codes.event, name="qr"),
        path("events/<slug:slug>/parallel/", parallel.event, name="event-parallel"),
        path("events/<slug:slug>/accent.css", accent_styles.accent, name="accent"),
        path("events/<slug:slug>/<slug:session>/", events.session, name="session"),
        path("events/<slug:slug>/<slug:session>/qr.svg", qr_codes.session, name="session-qr"),
        path(
            "events/<slug:slug>/<slug:session>/parallel/", parallel.session, name="session-parallel"
        ),
        path("people/", people.people, name="people"),
        path("people/<slug:slug>/", people.person, name="person"),
        path("people/<slug:slug>/qr.svg", qr_codes.record, {"model": Person}, name="person-qr"),
        path("organizations/", organizations.organizations, name="organizations"),
        path("organizations/<slug:slug>/", organizations.organization, name="organization"),
        # Where settings.STYLEGUIDE says so: with DEBUG.
        path("styleguide/", styleguide.styleguide, name="styleguide"),
        path("search/", search.search, name="search"),
        path("knowledge/", knowledge.knowledge, name="knowledge"),
        path("knowledge/<slug:slug>/", knowledge.product, name="product"),
        path("knowledge/<slug:slug>/<str:name>", documents.product_file, name="product-file"),
        path("pages/<slug:slug>/", pages.page, name="page"),
        path("news/", pages.news, name="news"),
        path("news/feed.xml", feeds.news_feed, name="news-feed"),
        path("news/<slug:slug>/", pages.news_item, name="news-item"),
        path("documents/<int:pk>/<str:name>", documents.document, name="document"),
    ),
    # With DEBUG only; in production the web server hands out the pictures.
    *static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT),
]
