"""Sample records and what a document cannot say: the material of the demo."""
