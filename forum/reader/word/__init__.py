"""Word documents: the archive is looked at first, then its XML is streamed without a tree."""
