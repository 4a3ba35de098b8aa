"""What the sample documents cannot say, as plain data keyed by names as the documents print them.

Of real people only the office held at the event is told, as the record states it; of invented
people more. Websites are given only where they are certain.
"""
