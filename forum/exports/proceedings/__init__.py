"""The proceedings of a forum as an accessible PDF (PDF/UA-1 and PDF/A-2a), set by Typst.

``printed_languages`` decides in which languages a text is printed, ``gathering`` what the public or
the desk may see, ``book`` puts both together as JSON, ``typesetting`` makes pages of it by
``proceedings.typ``. Text reaches Typst as data only: markup in it is printed as it stands.
"""
