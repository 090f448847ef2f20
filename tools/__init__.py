"""Builders and scripts for developers; not part of the installed package."""
