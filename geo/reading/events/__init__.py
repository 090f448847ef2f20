"""Events: frames read over parsed sentences, and what is made of what they find."""
