"""The made-up company: deterministic, built through the services."""
