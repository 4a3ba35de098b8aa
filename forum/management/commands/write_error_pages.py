"""Write the pages that the web server shows when the site cannot answer."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from forum.site import static_error_pages


class Command(BaseCommand):
    help = (
        "Write 404.html, 500.html, 503.html and the like, with the site's name and footer, into "
        "the data folder. Saving the site's settings does the same."
    )

    def handle(self, *args: object, **options: object) -> None:
        try:
            files = static_error_pages.write_pages()
        except OSError as error:
            raise CommandError(
                f"The pages cannot be written to {settings.ERROR_PAGES_ROOT}: {error.strerror}."
            ) from error
        self.stdout.write(f"{len(files)} pages written to {settings.ERROR_PAGES_ROOT}.")
