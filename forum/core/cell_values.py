"""What a cell of a workbook says, for those who read tables and those who read records."""

import datetime


def cell_text(value: object) -> str:
    """Return a cell's value as its sheet shows it: 1.0 -> 1, true -> TRUE, a day in ISO 8601."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer():
            return str(int(value))
        case datetime.datetime() if value.time() == datetime.time():
            return value.date().isoformat()
        case datetime.date() | datetime.time():
            return value.isoformat()
    return str(value)
