"""How often somebody asked what programs ask, counted in each minute for all processes together."""

from datetime import datetime, timedelta

from django.db import connection, models
from django.utils import timezone

# Counts of past minutes decide nothing any more.
_KEPT = timedelta(hours=1)


class RequestCount(models.Model):
    """client: a digest of the address, which itself is not kept."""

    client = models.CharField(max_length=64)
    minute = models.DateTimeField(db_index=True)
    count = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = (
            models.UniqueConstraint(name="request_count_once", fields=("client", "minute")),
        )

    def __str__(self) -> str:
        return f"{self.client[:8]} {self.minute:%H:%M}: {self.count}"


def count_request(client: str, now: datetime | None = None) -> int:
    """Count a request of somebody; return how many there were in this minute, this one included."""
    moment = now or timezone.now()
    minute = moment.replace(second=0, microsecond=0)
    with connection.cursor() as cursor:
        # One statement, so that two processes never count the same request.
        cursor.execute(
            "INSERT INTO forum_requestcount (client, minute, count) VALUES (%s, %s, 1) "
            "ON CONFLICT (client, minute) DO UPDATE SET count = forum_requestcount.count + 1 "
            "RETURNING count",
            [client, minute],
        )
        (count,) = cursor.fetchone() or (0,)
    if count == 1:
        RequestCount.objects.filter(minute__lt=minute - _KEPT).delete()
    return int(count)


def seconds_to_next_minute() -> float:
    """Return how long whoever has asked too often is to wait, at least a second."""
    now = timezone.now()
    rest = now.replace(second=0, microsecond=0) + timedelta(minutes=1) - now
    return max(1.0, rest.total_seconds())
