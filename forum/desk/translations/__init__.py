"""The desk's pages of translations: what there is to do, one text after the other, out and back.

``board_rows``        records and how far they are, chosen and put in order
``board``             the page of them; ``board_filters`` its form
``progress_figures``  how far translations are, in figures and as bars
``record_units``      a record with its parts, text by text, and which comes next
``records``           the page of a record
``unit_text``         a text as its page shows it
``units``             the page of a text; ``unit_form`` its form
``saving``            a translation stored, a state confirmed, a correction told
``original_pages``    pairs of originals of which one was changed alone
``export_page``       the page on which records go out
``import_pages``      the pages on which a file comes back; ``pending_files`` where it waits
"""
