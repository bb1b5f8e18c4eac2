"""The designers' pages about one card. `cards/admin.py` gives them their addresses and says who may open them."""
