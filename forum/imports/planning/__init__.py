"""The rooms behind ``forum.imports.plan``: matching, comparing, ordering; nothing is written."""
