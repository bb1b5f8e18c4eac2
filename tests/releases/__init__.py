"""A database as each release left it, with believable rows in it: what the newest release has to be able to take over."""
