"""Administrators' pages in the panel that are more than a list and a form."""
