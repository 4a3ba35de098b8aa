"""Two records of one person or organization become one: planned, previewed, then carried out.

``plan_merge`` says what moves, what is joined and why not; ``merge_records`` does it in one
transaction.
"""
