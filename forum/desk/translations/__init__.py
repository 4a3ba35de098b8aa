"""The desk's pages of translations: what there is to do, one text after the other, out and back.

``lines``     records and how far they are, chosen and put in order
``board``     the page of them
``rows``      a record with its parts, text by text, and who comes next
``shown``     a text as its page shows it
``saving``    a translation stored, a state confirmed
``told``      the same of a text that the public reads already
``records``   the page of a record
``units``     the page of a text
``sending``   the page on which records go out
``taking_in`` the pages on which a file comes back
``kept``      where it waits between them
"""
