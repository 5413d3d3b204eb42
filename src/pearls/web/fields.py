"""Fields that several rooms ask for."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator

from pearls.kernel.addresses import is_address


class AddressField(forms.EmailField):
    """A mail address to which we can write; Django takes quoted names too, which are nobody's."""

    def clean(self, value: Any) -> str:
        address = str(super().clean(value) or "")
        if address and not is_address(address):
            raise ValidationError(EmailValidator.message, code="invalid")
        return address
