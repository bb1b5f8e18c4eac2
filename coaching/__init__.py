"""THE DOING: coaching moments logged, promises to come back, things in the way. Looks down on cards and accounts."""
