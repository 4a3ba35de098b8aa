"""Who may open what in the desk: one row for each model, one rule for each address.

Letters of a model: v view, a add, c change, d delete, as its admin lets them be used (what the
site itself writes is read by everybody who may see it, and changed by nobody).
"""

ROLES = (
    "Editor",
    "Chinese editor",
    "English translator",
    "Reviewer-publisher",
    "Importer",
    "Administrator",
    "External helper",
    "nobody",
)
# Beyond a model's own letters. w: every column; f: facts that are of no language; g: the guests of
# sessions; p: add photos; o: take offline; i: import and undo an import; e: English texts;
# l: make, revoke and list preview links; t: say what an event is about.
OF_ROLES = {
    "Editor": "wfgpoelt",
    "Chinese editor": "fgplt",
    "English translator": "ge",
    "Reviewer-publisher": "wfgoelt",
    "Importer": "wfie",
    "Administrator": "wfgpoielt",
    "External helper": "wfgpe",
    "nobody": "",
}

# model: letters in the order of ROLES.
MODELS = {
    "sessions_app.series": "vacd vac vc vcd v vacd v -",
    "sessions_app.event": "vacd vac vc vcd v vacd vc -",
    "sessions_app.eventorganization": "vacd vac vc vcd v vacd vacd -",
    "sessions_app.session": "vacd vac vc vcd v vacd vacd -",
    "sessions_app.appearance": "vacd vac vc vcd v vacd vacd -",
    "sessions_app.photo": "vacd vac vc vcd v vacd vacd -",
    "sessions_app.document": "vacd vac vc vcd v vacd vacd -",
    "sessions_app.eventaccess": "- - - - - vacd - -",
    "people.person": "vacd vac vc vcd v vacd va -",
    "people.organization": "vacd vac vc vcd v vacd va -",
    "people.user": "- - - - - vacd - -",
    "auth.group": "- - - - - vacd - -",
    "forum.knowledgeproduct": "vacd vac vc vcd v vacd - -",
    "forum.productpart": "vacd vac vc vcd v vacd - -",
    "forum.topic": "vacd vac vc vcd v vacd - -",
    "forum.page": "vacd vac vc vcd v vacd - -",
    "forum.term": "vacd v vac vac v vacd - -",
    "forum.captiontemplate": "vacd v vac vac v vacd - -",
    "forum.homepart": "v - - vacd - vacd - -",
    "forum.sitesettings": "- - - - - vc - -",
    "forum.slugredirect": "v v v v v v - -",
    "forum.importrun": "v v v v v v - -",
    "forum.importupload": "- - - - v v - -",
    "forum.importwarning": "v v v v v v - -",
    "forum.auditentry": "v - - v - v - -",
}

# What a GET and a POST need: letters of the page's model and of the role, all of them.
# staff: whoever may enter; anyone: strangers too; 404 and 405: nobody finds it so.
PAGES = {
    "changelist": ("v", "v"),
    "add": ("a", "a"),
    "change": ("v", "c"),
    "delete": ("d", "d"),
    "history": ("v", "v"),
    "file": ("v", "v"),
    "compare": ("v", "v"),
    "restore": ("caw", "caw"),
    "password_change": ("c", "c"),
    "publishing": ("405", "c"),
    "offline_page": ("co", "co"),
    "sessions": ("v", "vf"),
    "status": ("v", "v"),
    "decide": ("404", "v"),
    "confirm": ("404", "v"),
    "again": ("404", "v"),
    "discard": ("v", "v"),
    "columns": ("404", "v"),
    "rows": ("404", "v"),
    "inherited": ("404", "v"),
    "copies": ("404", "v"),
    # Of an upload without a plan it leads to the upload.
    "row": ("v", "v"),
    "import": ("ac", "ac"),
    "export": ("v", "v"),
    "account": ("405", "c"),
    "photos": ("c", "c"),
    "grid": ("v", "c"),
    # The same roles add guests and photos.
    "grid_paste": ("404", "vp"),
    "photos_upload": ("404", "cp"),
    "photos_reuse": ("404", "cp"),
    "photos_caption": ("c", "c"),
}
# Whoever may open these is told 404 where there is no file, revision or part of a page.
MAY_BE_MISSING = ("_file", "_compare", "_restore", "staff-preview-page", "offline_page")
# Parts are restored with their owner.
OF_PARTS = {"restore": ("404", "404")}

# name: model, then as above.
OTHERS = {
    "admin:forum_auditentry_export": ("forum.auditentry", "v", "405"),
    # It only says where the upload stands.
    "admin:forum_importupload_change": ("forum.importupload", "v", "v"),
    "admin:recover": ("sessions_app.event", "caw", "caw"),
    "admin:recover_one": ("sessions_app.event", "404", "404"),
    "admin:password_change": ("", "staff", "staff"),
    "admin:password_change_done": ("", "staff", "405"),
    "undo-import": ("forum.importrun", "i", "i"),
    "last-title": ("people.person", "g", "405"),
    "portrait-texts": ("people.person", "v", "405"),
    "offline": ("sessions_app.event", "co", "co"),
    # Each record that is named is asked about; an empty list says that nothing was taken.
    "offline-several": ("sessions_app.event", "405", "staff"),
    "offline-picture": ("", "404", "405"),
    # Own account; a stranger meets the sign-in and what leads to it. Who has no password is not
    # asked for it again; what is not set up, single sign-on or a second factor, is not there.
    "account-profile": ("", "staff", "staff"),
    "socialaccount_connections": ("", "staff", "staff"),
    "usersessions_list": ("", "staff", "staff"),
    "account_login": ("", "anyone", "anyone"),
    "account_reauthenticate": ("", "404", "404"),
    "account_reset_password": ("", "anyone", "anyone"),
    "account_reset_password_done": ("", "anyone", "405"),
    "account_reset_password_from_key": ("", "anyone", "anyone"),
    "account_reset_password_from_key_done": ("", "anyone", "405"),
    "mfa_index": ("", "staff", "405"),
    "mfa_authenticate": ("", "anyone", "anyone"),
    "mfa_reauthenticate": ("", "404", "404"),
    "mfa_activate_totp": ("", "staff", "staff"),
    "mfa_deactivate_totp": ("", "404", "404"),
    "mfa_view_recovery_codes": ("", "404", "405"),
    "mfa_generate_recovery_codes": ("", "staff", "staff"),
    "mfa_download_recovery_codes": ("", "404", "405"),
    "mfa_list_webauthn": ("", "staff", "405"),
    "mfa_add_webauthn": ("", "staff", "staff"),
    "mfa_reauthenticate_webauthn": ("", "404", "404"),
    "mfa_remove_webauthn": ("", "404", "404"),
    "mfa_edit_webauthn": ("", "404", "404"),
    "mfa_login_webauthn": ("", "anyone", "anyone"),
    "openid_connect_login": ("", "404", "404"),
    "openid_connect_callback": ("", "404", "404"),
    "admin:index": ("", "staff", "staff"),
    "admin:login": ("", "anyone", "anyone"),
    "admin:logout": ("", "405", "anyone"),
    "admin:jsi18n": ("", "staff", "405"),
    "admin:search": ("", "staff", "staff"),
    "admin:set_language": ("", "anyone", "anyone"),
    "admin:autocomplete": ("people.person", "v", "405"),
    "admin:app_list": ("people.person", "v", "v"),
    "export-event": ("sessions_app.event", "v", "405"),
    "event-proceedings-desk": ("sessions_app.event", "v", "405"),
    # Each event that is named is asked about; an empty list leads back.
    "export-events": ("sessions_app.event", "405", "staff"),
    "staff-preview": ("sessions_app.event", "v", "c"),
    "staff-preview-page": ("sessions_app.event", "v", "c"),
    "staff-preview-live": ("", "staff", "405"),
    "staff-preview-new": ("sessions_app.event", "405", "a"),
    "media-library": ("sessions_app.photo", "v", "405"),
    "preview-links-all": ("", "l", "405"),
    "preview-links": ("sessions_app.event", "c", "cl"),
    "preview-revoke": ("sessions_app.event", "405", "cl"),
    # Whose language it is not is refused; without an appearance nothing is recorded.
    "clearance": ("sessions_app.event", "c", "404"),
    # Without a reply there is nothing to enter.
    "clearance-reply": ("sessions_app.event", "405", "404"),
    # Topics are of no language and no event: who writes but one sets none.
    "event-topics": ("sessions_app.event", "ct", "ct"),
    "find-replace": ("sessions_app.event", "c", "c"),
    "clearance-scan": ("sessions_app.appearance", "404", "405"),
    "glossary-terms": ("forum.term", "405", "v"),
    # Without a working copy it leads to the record.
    "working-copy": ("sessions_app.event", "v", "v"),
    "working-copy-discard": ("sessions_app.event", "c", "c"),
    "working-copy-start": ("sessions_app.event", "405", "c"),
    # Without such a working copy there is nothing.
    "working-copy-discarded": ("", "404", "404"),
    # Each record is asked about; who sees none reads that there is none.
    "working-copies": ("", "staff", "staff"),
    "comment-add": ("sessions_app.event", "405", "v"),
    "comment-resolve": ("", "405", "404"),
    "presence": ("sessions_app.event", "405", "v"),
    # Everybody's own texts, and nobody else's; what is no text is refused.
    "autosaves": ("", "staff", "405"),
    "work-progress": ("", "staff", "405"),
    "autosave-keep": ("", "405", "staff"),
    "autosave-offers": ("", "staff", "405"),
    "autosave-discard": ("", "405", "staff"),
    "merge-person": ("people.person", "cd", "cd"),
    "merge-organization": ("people.organization", "cd", "cd"),
    "undo-merge": ("people.person", "cd", "cd"),
    "translation-board": ("sessions_app.event", "v", "405"),
    # Without a choice nothing is marked.
    # Without a choice nothing goes out, without a file nothing comes in.
    "translation-export": ("sessions_app.event", "v", "v"),
    "translation-import": ("sessions_app.event", "c", "c"),
    # A seal that nobody made leads back to the upload.
    "translation-import-plan": ("sessions_app.event", "c", "c"),
    "translation-record": ("sessions_app.event", "v", "v"),
    # Of a record without such pairs nothing is asked: it leads on.
    "translation-originals": ("sessions_app.event", "v", "c"),
    "translation-next": ("sessions_app.event", "v", "405"),
    "translation-unit": ("sessions_app.event", "v", "ce"),
    "next-edition": ("sessions_app.event", "va", "va"),
}
