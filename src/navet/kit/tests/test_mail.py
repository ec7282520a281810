from django.core import mail

from navet.kit.mail import send_mail


def test_the_first_line_is_the_subject(settings, tmp_path):
    (tmp_path / "letter.txt").write_text("{% autoescape off %}Hello {{ name }}\n\nA & B\n{% endautoescape %}\n")
    settings.TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": [tmp_path]}]
    send_mail("letter.txt", to="ana@example.org", language="sv", context={"name": "Ana"})
    (letter,) = mail.outbox
    assert (letter.subject, letter.body, letter.to) == ("Hello Ana", "A & B\n", ["ana@example.org"])
