"""The formats of a hand-off: each with a writer and a reader."""
