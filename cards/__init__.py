"""WHAT to coach: the deck, the nine things leaders do, the Compelling Story. Knows accounts only."""
