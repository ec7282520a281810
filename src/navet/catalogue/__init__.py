"""Catalogue: what the hub offers, what it costs and who pays, and the word lists it is sorted by.

Things: Service, Prerequisite, Price, TaxonomyVersion, Term. Knows: kit, hubs, journal, directory, funding, stateaid.
"""
