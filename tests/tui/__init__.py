"""Tests of the screens, through real services on real files."""
