"""Public pages as files: what each page read, what has changed, which files that ends.

``reads``      what a page reads while it is made, as keys
``changes``    what changed, as the database's triggers note it, and the keys that this touches
``due``        the moments at which pages change by themselves
``files``      the folder of the files, and ``folder_owner`` whose pages are in it
``settling``   ends the files of what has changed or fallen due
``page_rendering`` makes a page, and ``publisher`` its file, and all that are missing
``middleware`` answers with them, and makes those that are missing
"""
