"""Every word of the interface, which is there in Chinese, can be there in a third language."""

from pathlib import Path

import polib

from forum.models.finding_sentences import SENTENCES
from tests import messages


def test_a_third_language_gets_a_catalogue_with_the_same_messages(tmp_path: Path) -> None:
    po = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    messages.update(po, "fr")
    french = {entry.msgid for entry in polib.pofile(str(po))}
    assert french == {entry.msgid for entry in polib.pofile(str(messages.PO))}
    assert french >= {msgid for table in SENTENCES.values() for msgid in table.values()}
