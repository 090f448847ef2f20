"""Journeys and meetings by hand-written rules."""
