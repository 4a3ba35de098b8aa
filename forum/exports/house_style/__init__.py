"""A record as the organizers write it down: the house style, from cover to the last caption.

What is written here is what ``forum.imports`` reads: a document that is imported again says
nothing new. So every line has the form that the reader tells apart for certain, and what the record
does not hold is not made up.
"""
