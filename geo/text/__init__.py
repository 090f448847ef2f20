"""Text: sentences, searching for quotes, characters that XML can hold."""
