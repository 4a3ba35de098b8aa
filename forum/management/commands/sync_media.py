"""Put the files of pictures where the records say: public ones, and those that are offline."""

from functools import partial

from django.core.management.base import BaseCommand, CommandError

from forum.management.localized_command import track
from forum.workflow.take_down.pictures import all_pictures
from forum.workflow.take_down.public_files import UnmovedFilesError, sync_pictures


class Command(BaseCommand):
    """Mend what a machine that stopped halfway, or a restored backup, left in the wrong folder."""

    help = (
        "Move the pictures of what is offline out of the public folder, and those of what is "
        "public back into it. To be run after a backup was restored; it may be run at any time."
    )

    def handle(self, *args: object, **options: object) -> None:
        try:
            moved = sync_pictures(all_pictures(), partial(track, self.stderr, work="pictures"))
        except UnmovedFilesError as error:
            raise CommandError(
                f"{error}. The log says why; run sync_media again when that is mended."
            ) from error
        self.stdout.write(f"{moved} files moved.")
