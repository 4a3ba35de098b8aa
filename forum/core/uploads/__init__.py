"""Uploads of PDF and Office documents, recognized by their content, not by their names.

``file_types`` lists what is accepted, ``office_package`` looks into an Office document's archive,
``checking`` refuses in one sentence, ``form_field`` is the field of a form.
"""

from forum.core.uploads.checking import check
from forum.core.uploads.file_types import DOCUMENTS, SCANS
from forum.core.uploads.form_field import DocumentFormField

__all__ = ("DOCUMENTS", "SCANS", "DocumentFormField", "check")
