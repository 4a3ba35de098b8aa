"""Exchange with translators: files that go out, and files that come back.

Out, from ``file_writer``:

    options = ExportOptions(ExportScope.TO_DO, deadline, contact)
    export_records(records, "en", "xlsx", options) -> ExportedFile(name, content, content_type, …)

Records are events, people, pages … each with all its parts; ``gather_units`` and ``render_file`` do
the same in two steps, for a command that says how much it is before it hands out the file. Back,
from ``file_reader``, ``translation_plan`` and ``plan_writer``:

    file = read_returned_file(name, data)                       # -> ReturnedFile
    plan = plan_translations(file, user)                        # nothing is written
    write_translations(plan, user, decisions) -> Written(changes, overtaken)

The plan is one of ``forum.history.import_plan``, with a ``TranslationChange`` a text and findings
of ``findings``. A file that cannot be made or read raises ``ExchangeError``, whose text is one
sentence.

On the way: ``unit_selection`` finds the texts in reading order, ``formats`` has a writer and a
reader for each format, ``inline_codes`` and ``cells`` are the two forms of rich text in files.
"""
