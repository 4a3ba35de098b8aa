"""The page that asks whether a record is published although findings about it are open."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext

from forum.desk.addresses import change_url, open_findings_url
from forum.desk.base_admin import desk_page
from forum.desk.correction_forms import list_carried_fields
from forum.workflow.open_findings import FINDINGS_SEEN, GUESS, AskAboutFindings, names_in_findings

# Findings that the page names; the rest stand in their list.
MOST_NAMED: Final = 12


def ask_about_findings(request: HttpRequest, question: AskAboutFindings) -> HttpResponse:
    """Ask what is to come of open findings; what was sent is carried along."""
    record, findings = question.record, question.findings
    named = findings[:MOST_NAMED]
    context = {
        "title": gettext("Publish with open findings?"),
        "record": record,
        "back": change_url(record),
        "count": len(findings),
        "guesses": sum(finding.kind == GUESS for finding in findings),
        "named": [(finding, change_url(finding)) for finding in named],
        "more": len(findings) - len(named),
        "findings_url": open_findings_url(record.pk, *names_in_findings(record)),
        "seen": (FINDINGS_SEEN, max(finding.pk for finding in findings)),
        "is_later": bool(request.POST.get("later")),
        "carried": list_carried_fields(request.POST, FINDINGS_SEEN),
    }
    return desk_page(request, "admin/open_findings.html", context, status=422)
