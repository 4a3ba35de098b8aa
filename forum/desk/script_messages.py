"""What the desk's scripts say, in the interface's language.

The scripts ask ``gettext`` of Django's own JavaScript catalog; these are added to it. Each key is
what a script, ours or the rich-text editor's, asks for; its value is what the editor of a record
reads, also in English.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from forum.desk.base_admin import Words

SCRIPT_MESSAGES: Mapping[str, Words] = {
    # The board of photos.
    "Credit for all photos": _("Credit for all photos"),
    "Fill in where it is empty": _("Fill in where it is empty"),
    # The tool bar of the rich-text editor, by the names of its buttons.
    "bold": _("Bold"),
    "italic": _("Italic"),
    "link": _("Link: select the words first"),
    "unlink": _("Remove the link"),
    "heading3": _("Heading"),
    "heading4": _("Subheading"),
    "bulletList": _("List with bullets"),
    "orderedList": _("Numbered list"),
    "blockquote": _("Quotation"),
    "history:undo": _("Undo"),
    "history:redo": _("Redo"),
    "Tool bar": _("Text tools"),
    ": ": pgettext_lazy("between a label and its value", ": "),
    # Its dialog.
    "Edit Link": _("Link"),
    "URL": _("Address of the page"),
    "Title": _("Text shown on pointing at it"),
    "Update": _("Apply"),
    "Cancel": _("Cancel"),
    # The calendar, which Django leaves in English letters.
    "one letter Sunday\x04S": pgettext_lazy("one letter Sunday", "S"),
    "one letter Monday\x04M": pgettext_lazy("one letter Monday", "M"),
    "one letter Tuesday\x04T": pgettext_lazy("one letter Tuesday", "T"),
    "one letter Wednesday\x04W": pgettext_lazy("one letter Wednesday", "W"),
    "one letter Thursday\x04T": pgettext_lazy("one letter Thursday", "T"),
    "one letter Friday\x04F": pgettext_lazy("one letter Friday", "F"),
    "one letter Saturday\x04S": pgettext_lazy("one letter Saturday", "S"),
    # What it tells those who do not see it.
    "%(month)s %(day)s, %(year)s": _("%(month)s %(day)s, %(year)s"),
    "%s (today)": _("%s (today)"),
    "%s (current selection)": _("%s (current selection)"),
    "%s (today, current selection)": _("%s (today, current selection)"),
    "Today (%(date)s)": _("Today (%(date)s)"),
    "Yesterday (%(date)s)": _("Yesterday (%(date)s)"),
    "Tomorrow (%(date)s)": _("Tomorrow (%(date)s)"),
    "Previous (%(month)s %(year)s)": _("Previous (%(month)s %(year)s)"),
    "Next (%(month)s %(year)s)": _("Next (%(month)s %(year)s)"),
    # The two lists of a role's rights: Django's Chinese parts the words by a space.
    "Available %s": _("Available %s"),
    "Chosen %s": _("Chosen %s"),
    'Choose %s by selecting them and then select the "Choose" arrow button.': _(
        "Select %s and click the arrow to add them."
    ),
    'Remove %s by selecting them and then select the "Remove" arrow button.': _(
        "Select %s and click the arrow to remove them."
    ),
    "Type into this box to filter down the list of available %s.": _("Filter the available %s."),
    "Type into this box to filter down the list of selected %s.": _("Filter the chosen %s."),
    "Filter": pgettext_lazy("on a button", "Filter"),
    "Choose all %s": _("Add all"),
    "Remove all %s": _("Remove all"),
    "(click to clear)": _("Clear the filter"),
    # Counters.
    "%s of %s characters": _("%s of %s characters"),
    "%s characters": _("Characters: %s"),
    "%s words": _("Words: %s"),
    # The last title of a person.
    "Last title, as of %s:": _("Last title, as of %s:"),
    "Use it": _("Use it"),
    "Leave it": _("Leave it"),
    # The texts of a picture.
    "Propose texts": _("Propose texts"),
    "Wording of proposed captions": _("Wording of proposed captions"),
    "As usual": pgettext_lazy("wording", "As usual"),
    "Nothing to propose: something that the wording names has no text here.": _(
        "Nothing to propose: something that the wording names has no text here."
    ),
    "Not found: %s": _("Not found: %s"),
    "Nothing to propose: name who is shown first.": _(
        "Nothing to propose: name who is shown first."
    ),
    "The site did not answer: nothing was proposed.": _(
        "The site did not answer: nothing was proposed."
    ),
    "Photo %s of %s": _("Photo %s of %s"),
    # What was saved in a tab of its own for a row of a form.
    "“%s” is saved. The row that it was for is not in the form any more: choose it where it "
    "belongs.": _(
        "“%s” is saved. The row that it was for is not in the form any more: choose it where it "
        "belongs."
    ),
    # The programme as a table.
    "Order of the rows": _("Order of the rows"),
    "Rows were added or moved.": _("Rows were added or moved."),
    # The glossary under the texts.
    "Glossary": _("Glossary"),
    "Insert": _("Insert"),
    "Copy": _("Copy"),
    "Inserted: %s": _("Inserted: %s"),
    "Copied: %s": _("Copied: %s"),
    "in the text": _("in the text"),
    "Terms found: %s": _("Terms found: %s"),
    "Translated before": _("Translated before"),
    "Sentences translated before: %s": _("Sentences translated before: %s"),
    "“%s” is not to be used; write “%s”.": _("“%s” is not to be used; write “%s”."),
    "“%s” is not to be used.": _("“%s” is not to be used."),
    "Replace": _("Replace"),
    # The sessions on the event's page.
    "The new order could not be saved.": _("The new order could not be saved."),
    "The new order could not be saved: no answer from the site.": _(
        "The new order could not be saved: no answer from the site."
    ),
    "The list could not be read: no answer from the site.": _(
        "The list could not be read: no answer from the site."
    ),
    "The list could not be read: the site failed at it, and would again. Type the guests into the "
    "table.": _(
        "The list could not be read: the site failed at it, and would again. Type the guests into "
        "the table."
    ),
    "The list could not be read: your sign-in has ended.": _(
        "The list could not be read: your sign-in has ended."
    ),
    "The rows of this list are made anew, without what you changed in them. Read it again?": _(
        "The rows of this list are made anew, without what you changed in them. Read it again?"
    ),
}


def messages_of_scripts() -> dict[str, str]:
    """Return the messages in the active language."""
    return {key: str(message) for key, message in SCRIPT_MESSAGES.items()}
