"""Public pages as data, and the renderer that makes HTML of them."""
