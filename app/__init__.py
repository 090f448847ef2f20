"""The service and the command line: what puts the pipeline in :mod:`geo` before people."""
