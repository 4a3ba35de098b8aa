"""What the server knows of its tables, by which it plans."""

from django.db import connection


def analyze_tables() -> None:
    """Let the server count what its tables hold.

    Its own housekeeping passes by tables of fewer than fifty rows, of which a site has many, and
    comes late to what was filled at once. For tables that were never counted it plans as for one
    row: the list of fifty people took three times as long.
    """
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
