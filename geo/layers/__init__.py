"""Layers of features, as GeoJSON, and the geodesy that journeys need."""
