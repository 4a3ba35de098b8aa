"""The translations of every record: counted, shown to who works on them, sent out and taken back.

``rights``     who sees and writes what
``tallies``    the counts of each row, in step with it
``signals``    what keeps them in step
``filling``    what came in past a save, completed and counted anew
``progress``   the counts summed up: per event, record, kind, and of the whole site
``status``     the same as a table or as data, for the operator
``desk``       the same for the desk's pages
``addresses``  where the desk shows translations
"""
