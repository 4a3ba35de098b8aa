"""The glossary: names, titles, institutions and terms in each language.

``name_terms`` keeps terms in step with people and organizations; ``matching`` finds terms in texts;
``store`` reads them; ``tables`` brings them out and in, ``table_import`` plans and writes.
"""
