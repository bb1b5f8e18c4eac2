"""The library, for everyone who is signed in: the cards, the toolkit, the story."""
