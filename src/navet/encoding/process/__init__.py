"""The one process of a machine that encodes, and how it is asked."""
