"""Translations out of the house and back: files for a translator, and what came of them.

Out, from ``sending``:

    options = Options(Scope.TO_DO, deadline, contact)           # items
    export(records, "en", "xlsx", options) -> Sent(name, content, content_type, hand_off)

Records are events, people, pages … each with all its parts; ``gather`` and ``sent`` do the same in
two steps, for a page that says how much it is before it hands out the file. Back, from ``reading``,
``planning`` and ``writing``:

    file = read(name, data)                                     # -> handed.HandedFile
    plan(file, user) -> plans.Plan                              # nothing is written
    write(plan, user, chosen) -> Written(done, moved)           # one transaction

A file that cannot be made or read raises ``errors.HandOffError``, whose text is one sentence. A
plan has one ``Change`` a text: its outcome, its warnings (``findings``), whether it ``is_taken``
unless somebody says otherwise, and whether it ``may_be_taken`` at all. ``chosen`` are keys;
``plan.digest`` tells a page that asked for confirmation whether the plan is still the same.

On the way: ``choosing`` finds the texts in reading order, ``formats`` has a writer and a reader for
each format, ``codes`` and ``cells`` are the two forms of rich text in files.
"""
