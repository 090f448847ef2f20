"""Reading: from the plain text of a report to a draft with places, journeys and summits."""
