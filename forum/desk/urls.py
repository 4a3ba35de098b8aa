"""Every address of the desk: the admin of every model, and the pages beside it."""

from django.contrib import admin
from django.urls import include, path

from forum.desk import (
    autosaves,
    comments,
    event_topics,
    find_replace,
    media_library,
    merging,
    next_edition,
    office_replies,
    person_proposals,
    presence,
    preview_links,
    previews,
    start,  # noqa: F401  (before the admin's addresses are asked for)
    take_down,
    work_progress,
)
from forum.desk.accounts.pages import sign_in
from forum.desk.content_policy import with_desk_policy
from forum.desk.glossary import suggestions
from forum.desk.imports import undo
from forum.desk.publishing import clearance
from forum.desk.translations import board as translation_board
from forum.desk.translations import original_pages as translation_originals
from forum.desk.translations import records as translation_records
from forum.desk.translations import units as translation_units
from forum.desk.working_copies import list_pages as copy_lists
from forum.desk.working_copies import pages as copies
from forum.history.desk_pages import COMMENTS, OFFLINE, TRANSLATIONS
from forum.site.late_views import load_late
from people.models import Organization, Person

urlpatterns = [
    path(
        "admin/export/<int:pk>.docx",
        admin.site.admin_view(load_late("forum.desk.exports.export_event")),
        name="export-event",
    ),
    path(
        "admin/export/<int:pk>/proceedings/",
        admin.site.admin_view(load_late("forum.desk.proceedings.proceedings")),
        name="event-proceedings-desk",
    ),
    path(
        "admin/export/",
        admin.site.admin_view(load_late("forum.desk.exports.export_events")),
        name="export-events",
    ),
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
        "admin/preview/live/",
        admin.site.admin_view(previews.live_window),
        name="staff-preview-live",
    ),
    path(
        "admin/preview-links/",
        admin.site.admin_view(preview_links.all_links),
        name="preview-links-all",
    ),
    path(
        "admin/preview-links/<int:content_type>/<int:pk>/",
        admin.site.admin_view(preview_links.links),
        name="preview-links",
    ),
    path(
        "admin/preview-links/<int:pk>/revoke/",
        admin.site.admin_view(preview_links.revoke),
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
        "admin/undo-merge/<int:pk>/", admin.site.admin_view(merging.undo_merge), name="undo-merge"
    ),
    path(
        "admin/sessions_app/event/<int:pk>/next-edition/",
        admin.site.admin_view(next_edition.duplicate),
        name="next-edition",
    ),
    path(
        "admin/sessions_app/event/<int:pk>/topics/",
        admin.site.admin_view(event_topics.event_topics),
        name="event-topics",
    ),
    path(
        "admin/sessions_app/event/<int:pk>/replace/",
        admin.site.admin_view(find_replace.find_replace),
        name="find-replace",
    ),
    path(
        "admin/progress/<slug:token>/",
        admin.site.admin_view(work_progress.tell_progress),
        name="work-progress",
    ),
    path(
        "admin/undo-import/<int:pk>/",
        admin.site.admin_view(undo.undo_import),
        name="undo-import",
    ),
    path(
        "admin/people/person/<int:pk>/last-title/",
        admin.site.admin_view(person_proposals.last_title),
        name="last-title",
    ),
    path(
        "admin/people/person/<int:pk>/portrait-texts/",
        admin.site.admin_view(person_proposals.portrait_texts),
        name="portrait-texts",
    ),
    path(
        f"admin/{OFFLINE}/<int:content_type>/<int:pk>/<slug:scope>/",
        admin.site.admin_view(take_down.record_page),
        name="offline",
    ),
    path(
        f"admin/{OFFLINE}/<int:content_type>/",
        admin.site.admin_view(take_down.take_several_offline),
        name="offline-several",
    ),
    path(
        "admin/offline-pictures/<path:name>",
        admin.site.admin_view(take_down.picture),
        name="offline-picture",
    ),
    path("admin/media/", admin.site.admin_view(media_library.library), name="media-library"),
    path(
        "admin/working-copies/", admin.site.admin_view(copy_lists.list_page), name="working-copies"
    ),
    path(
        "admin/working-copies/discarded/<int:pk>/",
        admin.site.admin_view(copy_lists.discarded_page),
        name="working-copy-discarded",
    ),
    *(
        path(
            f"admin/working-copies/<int:content_type>/<int:pk>/{end}",
            admin.site.admin_view(view),
            name=name,
        )
        for end, view, name in (
            ("", copies.changes_page, "working-copy"),
            ("discard/", copies.discard_page, "working-copy-discard"),
            ("start/", copies.start, "working-copy-start"),
        )
    ),
    path(
        f"admin/{COMMENTS}/<int:content_type>/<int:pk>/",
        admin.site.admin_view(comments.add_comment),
        name="comment-add",
    ),
    path(
        f"admin/{COMMENTS}/<int:pk>/resolve/",
        admin.site.admin_view(comments.resolve_comment),
        name="comment-resolve",
    ),
    path("admin/autosaves/", admin.site.admin_view(autosaves.autosave_list), name="autosaves"),
    path("admin/autosaves/keep/", admin.site.admin_view(autosaves.keep), name="autosave-keep"),
    path(
        "admin/autosaves/offers/",
        admin.site.admin_view(autosaves.offers),
        name="autosave-offers",
    ),
    path(
        "admin/autosaves/discard/",
        admin.site.admin_view(autosaves.discard),
        name="autosave-discard",
    ),
    path(
        "admin/presence/<int:content_type>/<int:pk>/",
        admin.site.admin_view(presence.note_presence),
        name="presence",
    ),
    path(
        "admin/clearance/<int:pk>/<slug:language>/",
        admin.site.admin_view(clearance.clearance_page),
        name="clearance",
    ),
    path(
        "admin/clearance/scan/<int:pk>/<slug:language>/",
        admin.site.admin_view(clearance.scan),
        name="clearance-scan",
    ),
    path(
        "admin/clearance/<int:pk>/<slug:language>/replies/<int:reply>/",
        admin.site.admin_view(clearance.settle_reply),
        name="clearance-reply",
    ),
    path(
        "admin/translations/",
        admin.site.admin_view(translation_board.board),
        name="translation-board",
    ),
    path(
        "admin/translations/export/",
        admin.site.admin_view(load_late("forum.desk.translations.export_page.export_page")),
        name="translation-export",
    ),
    path(
        "admin/translations/import/",
        admin.site.admin_view(load_late("forum.desk.translations.import_pages.upload")),
        name="translation-import",
    ),
    path(
        "admin/translations/import/<str:seal>/",
        admin.site.admin_view(load_late("forum.desk.translations.import_pages.preview")),
        name="translation-import-plan",
    ),
    path(
        f"admin/{TRANSLATIONS}/<slug:kind>/<int:pk>/originals/",
        admin.site.admin_view(translation_originals.originals_page),
        name="translation-originals",
    ),
    path(
        f"admin/{TRANSLATIONS}/<slug:kind>/<int:pk>/<slug:language>/",
        admin.site.admin_view(translation_records.record_page),
        name="translation-record",
    ),
    path(
        f"admin/{TRANSLATIONS}/<slug:kind>/<int:pk>/<slug:language>/next/",
        admin.site.admin_view(translation_units.next_text),
        name="translation-next",
    ),
    path(
        f"admin/{TRANSLATIONS}/<slug:kind>/<int:pk>/<slug:field>/<slug:language>/",
        admin.site.admin_view(translation_units.unit_page),
        name="translation-unit",
    ),
    path(
        "admin/glossary/terms/",
        admin.site.admin_view(suggestions.suggest_terms),
        name="glossary-terms",
    ),
    # The name that allauth knows for the desk's own sign-in, which stands below.
    path("admin/login/", with_desk_policy(sign_in), name="account_login"),
    path("admin/account/", include("forum.desk.accounts.urls")),
    path("admin/", admin.site.urls),
    path("preview/", preview_links.open_link, name="preview-open"),
    path("preview/<int:pk>/", preview_links.preview, name="preview"),
    path(
        "preview/<int:pk>/reply/<slug:language>/", office_replies.reply_page, name="preview-reply"
    ),
    path(
        "preview/<int:pk>/reply/<slug:language>/sent/",
        office_replies.sent_page,
        name="preview-reply-sent",
    ),
    path(
        "preview/<int:pk>/reply/<slug:language>/keep/",
        office_replies.keep_reply,
        name="preview-reply-keep",
    ),
    path("preview/<int:pk>/<path:path>", preview_links.preview, name="preview-page"),
]
