"""Data requests: what is held of one advisor, handing it over, letting it go by rule, and erasing a leaver."""
