"""The letters of a round, in the receiver's language: an invitation, a reminder, and the result as a PDF."""

from navet.assessments.letters.mail import Letter, invitation_letter, reminder_letter
from navet.assessments.letters.result import result_pdf

__all__ = ["Letter", "invitation_letter", "reminder_letter", "result_pdf"]
