from django import template

from navet.kit.translated import Told
from navet.kit.translated import told as tell

register = template.Library()


@register.filter
def told(texts: dict[str, str] | None) -> Told:
    """`{{ service.title|told }}`: in the reader's language, else the nearest one."""
    return tell(texts)
