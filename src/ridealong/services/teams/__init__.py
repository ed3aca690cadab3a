"""Composite teams: defined, formed from the people there are, published, changed while they run, ended."""
