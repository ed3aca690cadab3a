"""Drafts become pairings that count: what is lacking, who has agreed, what leads say."""
