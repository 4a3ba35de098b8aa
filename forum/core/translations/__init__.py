"""Translation as work: what each text is worth in a language other than the one it was written in.

``text_folding``   which change of a text counts
``states``         the entry that is kept beside a translation, and what is noted on a save
``units``          one text to translate, with all that a translator, a board or a file needs of it
``word_counts``    how much there is to do
"""
