"""Many phones, a bad line and a server that dies, for a while: then every moment is counted. See __main__.py."""
