"""What editors need to review a map: doubts, differences between drafts, and merging readings."""
