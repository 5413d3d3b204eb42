"""Open data at addresses without a language: for harvesters, portals, reference managers and readers of feeds."""
