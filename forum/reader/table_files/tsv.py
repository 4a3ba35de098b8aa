"""TSV: cells parted by TABs alone, whatever other marks stand in them."""

from typing import Final

from forum.reader.formats import WORD
from forum.reader.table_files import SourceFile, TableFormat, TableText
from forum.reader.table_files.csv import read_delimited

SUFFIX: Final = ".tsv"


def is_tsv(file: SourceFile) -> bool:
    """Tell whether a file is called TSV and is no archive."""
    return file.suffix == SUFFIX and not file.head.startswith(WORD)


def read_tsv(file: SourceFile) -> TableText:
    """Return the records as rows of one table."""
    return read_delimited(file, ("\t",))


FORMAT: Final = TableFormat("tsv", SUFFIX, is_tsv, read_tsv)
