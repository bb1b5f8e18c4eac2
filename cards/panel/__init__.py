"""What the designers' panel needs to know of a card: its form, what the rubric finds, how two wordings differ."""
