"""Sentence structure: the parser and the tree that is read from it."""
