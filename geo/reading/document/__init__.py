"""What came in: cleaned text, its language, sentences and tokens with their offsets."""
