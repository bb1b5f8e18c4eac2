"""The trail of who read, changed and took out what, put together from the records that each of these leaves by itself."""
