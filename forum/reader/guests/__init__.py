"""How papers name a person: forms of names, titles, brackets, dashes, and what stands beside."""
