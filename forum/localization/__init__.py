"""The translations of every record: progress, exchange with translators, and the glossary.

``translation_access``  who may see and write what
``tallies``             the counts of each row, in step with it
``recounting``          updates them at every save and deletion
``rebuild``             recreates them for rows that came in without a save
``progress``            the counts summed up: per event, record, model, and of the whole site
``status``              the same as a table or as data, for the operator
``exchange``            files for translators, out and back
``glossary``            names, titles, institutions and terms in each language
"""
