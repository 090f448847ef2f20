"""The choice among candidates for all toponyms of a report together."""
