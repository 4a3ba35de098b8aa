"""What a page is about, in the words of schema.org, as JSON-LD."""
