"""Vectors kept, and which of them are nearest to a question: all compared, or found along a graph in the database.

Its things: vectors of one stamp in a file, and points, a text's vector in the graph. It knows encoding.
"""
