"""The exact model: every rule and term in CP-SAT, over the visits of some guests given those of all others."""
