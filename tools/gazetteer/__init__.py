"""Builds the gazetteer's file from its sources; needed only to renew it."""
