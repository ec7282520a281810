"""The shape of a yes, and the sentences beside its tick."""

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from navet.directory.models import Membership
from navet.hubs.models import Hub
from navet.matching.doors import where_needs_go
from navet.matching.forms import LONGEST, SHORTEST


class SubscribeForm(forms.Form):
    """Yes to letters about a need; whoever has signed in is not asked for an address. Whether it is a yes, the command says."""

    need = forms.CharField(
        label=gettext_lazy("What you need"), min_length=SHORTEST, max_length=LONGEST, widget=forms.Textarea({"rows": 4})
    )
    # Somebody who only comes with a need, from an answer, has not been asked yet.
    asked = forms.BooleanField(required=False, initial=True, widget=forms.HiddenInput)
    topics = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)
    email = forms.EmailField(label=gettext_lazy("Your e-mail address"), max_length=254)
    agree = forms.BooleanField(
        required=False, label=gettext_lazy("Yes, write to me by e-mail when a new offer fits this")
    )

    def __init__(self, *args: Any, who: Any, hub: Hub, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["agree"].help_text = escape(terms(hub))
        if isinstance(who, Membership):
            del self.fields["email"]

    @property
    def told(self) -> dict[str, Any]:
        """As the command takes it."""
        told = {name: self.cleaned_data[name] for name in ("need", "agree")}
        return told | {"email": self.cleaned_data.get("email", ""), "topics": self.cleaned_data["topics"].split()}


def terms(hub: Hub) -> str:
    """What somebody says yes to; whoever changes it changes `WORDING`, which a service that needs go to adds its name to."""
    kept = _(
        "%(hub)s keeps your address and what you wrote for these letters alone: for 12 months, or until you say stop, "
        "which you can do in every letter. At most one letter a day, and none when nothing new fits. We do not see "
        "whether you open it."
    ) % {"hub": hub.name}
    return f"{kept} {where_needs_go(hub)}".strip()
