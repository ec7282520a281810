"""Casework: from "we need help" to measured effect.

Things: Application, Case, Plan, Agreement, Delivery, Outcome. Knows: everything below it.
"""
