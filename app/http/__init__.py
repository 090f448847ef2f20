"""HTTP as the standards have it: compression, conditional requests, ranges, security, problems."""
