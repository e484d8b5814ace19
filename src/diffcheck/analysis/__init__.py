"""The stages of an analysis; the story is in analyze.py."""
