"""The translations of every record: counted, shown to who works on them, sent out and taken back.

``translation_access``  who sees and writes what
``tallies``             the counts of each row, in step with it
``recounting``          what keeps them in step
``rebuild``             what came in past a save, completed and counted anew
``progress``            the counts summed up: per event, record, model, and of the whole site
``status``              the same as a table or as data, for the operator
``exchange``            files for translators, and what came back
``glossary``            how the site says names, titles, institutions and terms
"""
