"""OGC Features and Geometries JSON (JSON-FG), as far as features are in it."""

JSON_FG = ("http://www.opengis.net/spec/json-fg-1/1.0/conf/core",)
"""What a collection conforms to: it makes GDAL 3.12 and newer read the ``time`` of its features."""
