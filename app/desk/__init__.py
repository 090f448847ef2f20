"""The desk: signing in, and sessions in the place of tokens."""
