"""Small groups of both sides that meet round after round: a problem in, groups out; pure."""
