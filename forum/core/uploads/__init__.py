"""Files that people send in: PDF and Office documents, told by their content, not by their names.

``kinds`` names what is taken, ``package`` looks into the archive of an Office document,
``checking`` refuses in one sentence, ``field`` is the form's field.
"""

from forum.core.uploads.checking import check
from forum.core.uploads.file_types import DOCUMENTS, SCANS
from forum.core.uploads.form_field import DocumentFormField

__all__ = ("DOCUMENTS", "SCANS", "DocumentFormField", "check")
