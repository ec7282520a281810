"""The questions a hub may ask about maturity: dated, versioned data, read strictly, never code.

Its things: a questionnaire version. It knows the hubs and their wall, and nothing of who answers.
"""
