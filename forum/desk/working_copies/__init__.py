"""The desk on working copies: which a request works on, what its pages say of it."""
