"""Two records of one person or organization become one: planned, previewed, then carried out.

``plan`` says what moves, what is joined and why not; ``carry_out`` does it in one transaction.
"""
