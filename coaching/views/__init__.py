"""Pages of the doing. A view loads, asks the form, calls one verb, answers."""
