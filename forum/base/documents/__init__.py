"""Files that people send in: PDF and Office documents, told by their content, not by their names.

``kinds`` names what is taken, ``package`` looks into the archive of an Office document,
``checking`` refuses in one sentence, ``field`` is the form's field.
"""

from forum.base.documents.checking import check
from forum.base.documents.field import DocumentFormField
from forum.base.documents.kinds import DOCUMENTS, SCANS

__all__ = ("DOCUMENTS", "SCANS", "DocumentFormField", "check")
