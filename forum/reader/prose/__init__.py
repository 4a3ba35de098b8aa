"""Running text: its sentences, the people in them, and what they are said to do."""
