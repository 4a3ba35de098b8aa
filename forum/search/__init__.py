"""Search on a stock PostgreSQL: texts to passages, passages to vectors, questions to results.

PostgreSQL takes a run of Han characters as one word, so each character is put apart and a phrase of
them is searched; no extension is needed. Read in this order: passages, vectors, indexed_fields,
index, query, candidates, engine, results, highlights.
"""
