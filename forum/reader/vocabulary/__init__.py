"""General words of Chinese and English forum records; no name taken from any record."""
