"""Builds the gazetteer's artefact from its sources; needed only to renew it."""

from dateline.geo.gazetteer.build.build import build

__all__ = ["build"]
