"""A step of the publishing panel: what its button sends, whether it may, what comes of it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from forum.core.content import Content, language_codes
from forum.core.field_labels import site_language_name
from forum.core.lazy_sentences import labelled
from forum.desk.base_admin import CleanedData, staff_of
from forum.desk.correction_forms import tell_if_any
from forum.desk.publishing.panel import Panel, panel_of, panel_of_copy, state_in_words
from forum.history.corrections.changed import Changed
from forum.history.corrections.correction_question import read_note
from forum.history.version_token import require_token
from forum.models import WorkingCopy
from forum.permissions.access import REVIEW, has_model_right, may
from forum.workflow import copy_steps, record_steps
from forum.workflow.copy_approvals import read_progress
from forum.workflow.correction_notes import leave_note
from forum.workflow.open_findings import FINDINGS_SEEN, require_agreement
from forum.workflow.package import Package, is_public_or_due, read_package
from forum.workflow.package_cancelling import cancel_with_package
from forum.workflow.package_steps import (
    Publication,
    approve_package,
    changes_of_package,
    choose,
    publish_package,
    submit_package,
    why_not_choose,
)
from forum.workflow.record_steps import Refused
from forum.workflow.review_rounds import progress_of
from forum.workflow.step_labels import moment as in_words
from forum.workflow.step_labels import names_of
from people.models import User
from sessions_app.models import Event

# Steps of whoever may change a record.
_OF_EDITORS: Final = ("submit", "leave_out", "take_in")


class StepForm(forms.Form):
    """What a button of the panel sends."""

    data: QueryDict

    step = forms.ChoiceField(
        choices=[
            (step, step)
            for step in (
                "submit", "approve", "return", "publish", "withdraw", "cancel", "confirm",
                "leave_out", "take_in",
            )
        ]
    )  # fmt: skip
    version_token = forms.CharField()
    package_token = forms.CharField(required=False)
    item = forms.CharField(required=False)
    languages = forms.CharField(required=False)
    note = forms.CharField(required=False, max_length=2000)
    at = forms.DateTimeField(
        required=False,
        error_messages={"invalid": _("Give a day and an hour that exist, e.g. 2023-11-05 09:30.")},
    )
    later = forms.BooleanField(required=False)

    def clean_languages(self) -> list[str]:
        """Return the codes, whether ticked one by one or sent by one button, parted by commas."""
        values = self.data.getlist("languages")
        return [code for value in values for code in value.split(",") if code in language_codes()]

    def clean(self) -> CleanedData:
        data: CleanedData = super().clean() or self.cleaned_data
        if data.get("later") and not data.get("at") and "at" not in self.errors:
            self.add_error("at", gettext("Choose the day and the hour of the publication."))
        return data


def publishing_panel(user: User, record: Content, copy: WorkingCopy | None = None) -> Panel:
    """Return what the panel on a record's form shows; copy: the one that the form works on."""
    may_change = has_model_right(user, "change", record)
    may_review = may(user, REVIEW, record)
    if copy:
        return panel_of_copy(copy, record, user, may_change=may_change, may_review=may_review)
    return panel_of(record, user, may_change=may_change, may_review=may_review)


def take_step(request: HttpRequest, record: Content, copy: WorkingCopy | None = None) -> None:
    """Take the step that the panel sent, and say what came of it.

    copy: the one that the panel was about. Raises AskFirst where publishing it changes public texts
    and nobody has said of which kind the change is, AskAboutFindings where an import's are open.
    """
    form = StepForm(request.POST)
    try:
        if isinstance(record, Event):
            message = _carry_out_with_package(request, record, copy, form)
        else:
            message = _carry_out_asking(request, record, copy, form)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, message)


def _carry_out_asking(
    request: HttpRequest, record: Content, copy: WorkingCopy | None, form: StepForm
) -> str:
    """Take a step of what is no event; raise Refused, or AskAboutFindings in place of it."""
    with transaction.atomic():
        message = _carry_out_alone(request, record, copy, form)
        if form.cleaned_data["step"] == "publish":
            require_agreement(record, request.POST.getlist(FINDINGS_SEEN))
    return message


def _carry_out_with_package(
    request: HttpRequest, event: Event, copy: WorkingCopy | None, form: StepForm
) -> str:
    """Take a step of an event with what goes with it, all or nothing; raise Refused."""
    user = staff_of(request)
    data = _sent_step(user, event, form)
    languages = data["languages"] or event.page_languages
    package = read_package(event, languages, copy)
    if token := data["package_token"]:
        require_token(token, package.version_token)
    with transaction.atomic():
        match data["step"]:
            case "leave_out" | "take_in":
                return _choose(package, data["item"], user, data["step"] == "leave_out")
            case "submit":
                submit_package(package, user, data["note"])
            case "approve":
                approve_package(package, user, _languages_in_review(event, copy), data["note"])
            case "cancel":
                return _cancel_with_package(event, user, languages, copy)
            case "publish":
                message = _publish_event(request, package, copy, form)
                # Asked after the step, which is taken back: where it is refused, nothing is asked.
                require_agreement(event, request.POST.getlist(FINDINGS_SEEN))
                return message
            case _:
                pass
        return _carry_out_alone(request, event, copy, form)


def _publish_event(
    request: HttpRequest, package: Package, copy: WorkingCopy | None, form: StepForm
) -> str:
    """Publish an event; nobody becomes public with one that does not."""
    event = package.event
    languages = form.cleaned_data["languages"] or event.page_languages
    if is_public_or_due(event) if copy else languages:
        return _publish_with_package(request, package, copy, form)
    return _carry_out_alone(request, event, copy, form)


def _carry_out_alone(
    request: HttpRequest, record: Content, copy: WorkingCopy | None, form: StepForm
) -> str:
    if copy:
        return _carry_out_copy_step(request, record, copy, form)
    return _carry_out_step(staff_of(request), record, form)


def _languages_in_review(event: Event, copy: WorkingCopy | None) -> list[str]:
    due = (read_progress(copy) if copy else progress_of(event)).open
    return due.languages if due else []


def _choose(package: Package, sent: str, user: User, is_left_out: bool) -> str:
    item = next((item for item in package.items if sent == f"{item.key.label}:{item.key.pk}"), None)
    if item is None:
        raise Refused(gettext("It is no part of this publication any more."))
    if item.is_needed and is_left_out and not item.is_proposed:
        raise Refused(gettext("May not be left out: readers would see a title without a name."))
    if reason := why_not_choose(user, item, is_left_out=is_left_out):
        words = gettext("“%(name)s”: %(why)s")
        raise Refused(words % {"name": item.record, "why": reason})
    choose(package.event, item, user, is_left_out=is_left_out)
    words = gettext("“%(name)s” stays as it is when the event is published.")
    if not is_left_out:
        words = gettext("“%(name)s” is published with the event.")
        if item.is_proposed:
            words = gettext("“%(name)s”: what is proposed is done when the event is published.")
    return words % {"name": item.record}


def _cancel_with_package(
    event: Event, user: User, languages: list[str], copy: WorkingCopy | None
) -> str:
    """Cancel languages of a schedule; return what was cancelled and what was not, in sentences."""
    cancellations = [cancel_with_package(event, user, code, copy) for code in languages]
    count = len({record for item in cancellations for record in item.records})
    remaining = {record: why for item in cancellations for record, why in item.remaining.items()}
    ended = any(item.ends_change for item in cancellations)
    sentences = [_with_end_of_change(_unpublished(), ended) if copy is None else _unchanged()]
    if count:
        words = ngettext(
            "%(count)d record is cancelled with it.",
            "%(count)d records are cancelled with it.",
            count,
        )
        sentences.append(words % {"count": count})
    sentences += [
        labelled(record, _end_of_change())
        for record in dict.fromkeys(record for item in cancellations for record in item.changed)
    ]
    sentences += [
        gettext("“%(name)s” stays scheduled: %(why)s") % {"name": record, "why": why}
        for record, why in remaining.items()
    ]
    return " ".join(sentences)


def _unpublished() -> str:
    return gettext("The schedule is cancelled; this language stays unpublished.")


def _with_end_of_change(sentence: str, ended: bool) -> str:
    """Say, too, that a scheduled change of the language waits for no moment any more."""
    return f"{sentence} {_end_of_change()}" if ended else sentence


def _end_of_change() -> str:
    return gettext("A change of it was scheduled as well: it stays in the working copy.")


def _unchanged() -> str:
    return gettext("The schedule is cancelled; the public goes on seeing what it sees.")


def _publish_with_package(
    request: HttpRequest, package: Package, copy: WorkingCopy | None, form: StepForm
) -> str:
    user, data = staff_of(request), form.cleaned_data
    moment = data["at"] if data["later"] else None
    changes = changes_of_package(package, moment)
    if copy:
        changes += copy_steps.published_changes(copy, data["languages"])
    if reasons := package.reasons:
        raise Refused(" ".join(reasons))
    publication = publish_package(package, user, moment)
    message = ""
    if copy:
        message = _publish_copy(package.event, copy, user, data)
    elif data["languages"]:
        message = _carry_out_step(user, package.event, form)
    # One answer holds for all of them.
    copies = [*(item.copy for item in package.going), copy]
    _tell(request, changes, [changed for changed in copies if changed], moment)
    return " ".join(filter(None, (message, *_describe_publication(publication))))


def _describe_publication(publication: Publication) -> Iterator[str]:
    """Yield what came of a package: how many records, and each that keeps a moment of its own."""
    if count := publication.published:
        words = ngettext(
            "%(count)d record is published with it.",
            "%(count)d records are published with it.",
            count,
        )
        yield words % {"count": count}
    for record, at in publication.waiting:
        words = gettext("“%(name)s” waits for its own moment: %(moment)s.")
        yield words % {"name": record, "moment": in_words(at)}


def _sent_step(user: User, record: Content, form: StepForm) -> CleanedData:
    """Return what was sent; raise Refused where it says nothing, or more than somebody may."""
    if not form.is_valid():
        raise Refused(" ".join(str(text) for texts in form.errors.values() for text in texts))
    if form.cleaned_data["step"] not in _OF_EDITORS and not may(user, REVIEW, record):
        raise Refused(gettext("Your role does not include reviewing and publishing."))
    return form.cleaned_data


def _carry_out_copy_step(
    request: HttpRequest, record: Content, copy: WorkingCopy, form: StepForm
) -> str:
    """Take a step of a working copy and return in a sentence what was done; raise Refused."""
    user = staff_of(request)
    data = _sent_step(user, record, form)
    match data["step"]:
        case "submit":
            copy_steps.submit_copy(copy, user, data["languages"], data["note"])
            return gettext("Submitted for review.")
        case "approve":
            copy_steps.approve_copy(copy, user, data["note"], data["version_token"])
            return gettext("Approved.")
        case "return":
            copy_steps.return_copy(copy, user, data["note"])
            return gettext("Returned to its editors.")
        case "publish":
            # What is told of it is asked before; where nobody may publish it, nothing is asked.
            with transaction.atomic():
                changes = copy_steps.published_changes(copy, data["languages"])
                message = _publish_copy(record, copy, user, data)
                _tell(request, changes, [copy], data["at"] if data["later"] else None)
            return message
        case "cancel":
            for code in data["languages"]:
                copy_steps.cancel_copy_schedule(copy, user, code)
            return _unchanged()
        case _:
            raise Refused(gettext("This step is not taken with a working copy."))


def _tell(
    request: HttpRequest, changes: list[Changed], copies: list[WorkingCopy], at: datetime | None
) -> None:
    """Ask of which kind the changes are; tell a correction now, or when the copies are published.

    Raises AskFirst.
    """
    note = read_note(request.POST, changes, at)
    if note and at:
        leave_note(copies, at, note)
    else:
        tell_if_any(note, staff_of(request))


def _publish_copy(record: Content, copy: WorkingCopy, user: User, data: CleanedData) -> str:
    moment = data["at"] if data["later"] else None
    waiting = {code: at for code, at in record.schedule.items() if code in data["languages"]}
    is_whole = copy_steps.publish_copy(copy, user, data["languages"], moment, data["version_token"])
    if moment:
        return gettext("The publication is scheduled.")
    sentences = [
        gettext("The working copy is published.")
        if is_whole
        else gettext("Published; the other language stays in the working copy.")
    ]
    sentences += [
        gettext("%(language)s stays hidden until %(moment)s, as it is scheduled.")
        % {"language": site_language_name(code), "moment": in_words(at)}
        for code, at in waiting.items()
    ]
    return " ".join(sentences)


def _carry_out_step(user: User, record: Content, form: StepForm) -> str:
    """Take a step and return in a sentence what was done; raise Refused with the reason."""
    data = _sent_step(user, record, form)
    match data["step"]:
        case "submit":
            record_steps.submit(record, user, data["languages"], data["note"])
            return gettext("Submitted for review.")
        case "approve":
            record_steps.approve(record, user, data["note"], data["version_token"])
            return gettext("Approved.")
        case "return":
            record_steps.send_back(record, user, data["note"])
            return gettext("Returned to its editors.")
        case "publish":
            moment = data["at"] if data["later"] else None
            record_steps.publish(record, user, data["languages"], moment, data["version_token"])
            if moment:
                words = gettext("%(languages)s: scheduled for %(moment)s.")
                return words % {
                    "languages": names_of(data["languages"]),
                    "moment": in_words(moment),
                }
            return gettext("%(state)s.") % {"state": state_in_words(record)}
        case "withdraw":
            ended = [record_steps.withdraw(record, user, code) for code in data["languages"]]
            return _with_end_of_change(gettext("This language is no longer public."), any(ended))
        case "cancel":
            ended = [record_steps.cancel_schedule(record, user, code) for code in data["languages"]]
            return _with_end_of_change(_unpublished(), any(ended))
        case _:
            record_steps.confirm(record, user, data["note"], data["version_token"])
            return gettext("Confirmed as reviewed.")
