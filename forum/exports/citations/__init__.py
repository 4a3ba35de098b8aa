"""Records as reference managers take them: RIS, BibTeX, CSL-JSON, in the active language.

``items`` says what is cited, ``writers`` how each format says it.
"""
