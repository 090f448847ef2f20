"""Reading: from the plain text of a report to a draft with places, journeys and summits."""

from dateline.geo.reading.pipeline import Reader, read

__all__ = ["Reader", "read"]
