"""Made-up seasons, planned by `ridealong` and by the methods that others use, and judged by one scorer."""
