"""The service's routes: plain functions, one room for each kind of thing."""
