"""The demo world: made-up sites, teams and twelve weeks of coaching, for showing and trying out. Never in production.

Everything comes from a seed and a moment called `now`, so that the same two give the same world on any day.
"""
