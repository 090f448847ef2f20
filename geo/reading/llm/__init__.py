"""A language model as a proposer of events, whose proposals are verified against the text."""
