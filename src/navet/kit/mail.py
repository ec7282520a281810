"""Letters by e-mail: plain text from a template whose first line is the subject."""

from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation


def send_mail(template: str, *, to: str, language: str, context: dict[str, Any], **headers: str) -> None:
    """Write the letter in the receiver's language and send it, with more headers. Raises what the mail server raises."""
    with translation.override(language):
        text = render_to_string(template, context)
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject.strip(), body.strip() + "\n", to=[to], headers=headers).send()
