"""Mixes round tables: a world café, workshop groups, pairs. Who sits with whom is worked out here, and nothing is kept.

Its things: rounds at tables; below them how a search is compiled, and how good its answer is. It knows nobody.
"""
