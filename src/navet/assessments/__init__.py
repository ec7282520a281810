"""How mature a customer is, measured again and again: rounds T0, T1 and T2 of one questionnaire version.

Its things: assessments, answers, invitations, corrections. It knows questionnaires and the directory.
"""
