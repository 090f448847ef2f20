"""Errors of a store."""

from dateline.geo.errors import DatelineError


class StoreError(DatelineError):
    """A store that cannot be opened: another program's file, a newer schema, a bad folder."""


class StoreUnavailable(StoreError):
    """A store that cannot answer now: locked for too long, gone, damaged, or the disk full."""


class AlreadyThere(DatelineError):
    """What was to be added is there already, and was left as it is."""
