"""Specifications of the planner: what goes in, what comes out, and what holds for every plan."""
