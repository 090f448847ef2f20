"""Builds the outlines of the basemap from Natural Earth."""
