"""OGC API - Features: the features of all maps, as four collections that GIS clients read.

A request comes in by ``routes``; ``parameters`` (with ``times``, ``filters`` and ``cursors``) makes
a query of it, ``negotiation`` settles the format, ``items`` and ``documents`` write the answer.
"""
