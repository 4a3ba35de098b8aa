"""Public pages as files: what each page read, what has changed, which files that ends.

``reads``      what a page reads while it is made, as keys
``changes``    what changed, as the database's triggers note it, and the keys that this touches
``due``        the moments at which pages change by themselves
``files``      the folder of the files
``publisher``  makes, ends and compares files
``middleware`` answers with them, and makes those that are missing
"""
