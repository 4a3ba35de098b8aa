"""The public site as files that need no server: a zip that opens from disk, or a web archive.

``walk`` asks the site for each page as a visitor would, so nothing is in it that the public may
not see; ``file_names`` says where each answer lies, ``page_links`` leads a page's links there.
``zip_file`` and ``web_archive`` write what the walk brings, file by file, in constant memory.
"""
