"""Drafts: what a report says, places by name and evidence by quote, without coordinates."""
