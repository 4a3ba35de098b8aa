"""The programme of an event as one table: sessions and guests, edited and saved together."""
