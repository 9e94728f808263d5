"""Whose pages the proxy serves, and where it delivers what was said there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from settings.setting import ADDRESS, KEY, setting


@dataclass(frozen=True, kw_only=True)
class CustomerSettings:
    """Whose pages the proxy serves, and where it delivers what was said there."""

    petya_base_url: str = setting(
        "PETYA_BASE_URL",
        "",
        "The business back-end that knows the customers and takes transcripts.",
        must_be=ADDRESS,
    )
    petya_auth_token: str = setting(
        "PETYA_AUTH_TOKEN",
        "",
        "Bearer token of deliveries to it.",
        secret=True,
        must_be=KEY,
    )
    avatar_service_secret: str = setting(
        "AVATAR_SERVICE_SECRET",
        "",
        "X-Avatar-Service-Secret of deliveries to it.",
        secret=True,
        must_be=KEY,
    )
    customers_file: Path = setting(  # noqa: RUF009 - a Path cannot change
        "CUSTOMERS_FILE", Path(), "Customers by the hashes of their keys, as JSON."
    )
