"""The rooms behind ``forum.importing.plan``: matching, comparing, ordering; nothing is written."""
