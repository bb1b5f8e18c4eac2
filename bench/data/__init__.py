"""A whole company's data, for measuring: who works there, and years of what was talked about; the same seed is the same data."""
