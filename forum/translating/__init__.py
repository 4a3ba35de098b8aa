"""The translations of every record: counted, shown to who works on them, sent out and taken back.

``rights``    who sees and writes what
``tallies``   the counts of each row, in step with it
``signals``   what keeps them in step
"""
