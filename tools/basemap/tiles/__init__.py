"""Makes static/basemap/world.pmtiles, the tiles that served maps are drawn on."""
