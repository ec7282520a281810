"""Navet: the platform of an innovation hub."""
