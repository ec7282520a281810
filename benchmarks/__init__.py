"""How fast Navet is, measured on a large data set through real servers: `make bench`."""
