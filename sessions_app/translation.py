"""Which columns of the programme exist once for each language."""

from modeltranslation.translator import TranslationOptions, register

from sessions_app.models import (
    Appearance,
    Correction,
    Document,
    Event,
    EventOrganization,
    Photo,
    Series,
    Session,
)

KEY_POINTS = ("key_points", "clearance_key_points")


@register(Series)
class SeriesTranslation(TranslationOptions):
    fields = ("name", "abbreviation", "description")


@register(Event)
class EventTranslation(TranslationOptions):
    fields = ("title", "subtitle", "venue", "city", "introduction", "cover_alt", *KEY_POINTS)


@register(EventOrganization)
class EventOrganizationTranslation(TranslationOptions):
    fields = ("printed_name",)


@register(Session)
class SessionTranslation(TranslationOptions):
    fields = ("heading", "label", "title", "room", "summary", "recording_captions", *KEY_POINTS)


@register(Photo)
class PhotoTranslation(TranslationOptions):
    fields = ("caption", "alt", "credit")


@register(Appearance)
class AppearanceTranslation(TranslationOptions):
    fields = (
        "title",
        "honorific",
        "speech_title",
        "attendance_note",
        "attribution",
        "remarks",
        "caption",
        "clearance",
        "clearance_on",
        "clearance_channel",
        "clearance_scan",
        "clearance_by",
        "clearance_note",
    )


@register(Document)
class DocumentTranslation(TranslationOptions):
    fields = ("title",)


@register(Correction)
class CorrectionTranslation(TranslationOptions):
    fields = ("text",)
