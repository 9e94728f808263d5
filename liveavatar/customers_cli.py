"""`flask --app app customers add ...`: a key for one more customer of the file."""

from __future__ import annotations

import secrets

import click

from errors import AppError
from liveavatar.customers import digest
from liveavatar.customers_file import CustomerFile


def create_group(file: CustomerFile | None) -> click.Group:
    """The command over the file; without one it says which setting is missing."""
    group = click.Group("customers", help="Customers of the LiveAvatar proxy.")

    @group.command("add")
    @click.argument("name")
    @click.option("--avatar", "avatar_id", help="LiveAvatar's id of the face.")
    @click.option("--voice", "voice_id", help="LiveAvatar's id of the voice.")
    @click.option("--context", "context_id", help="LiveAvatar's id of the context.")
    @click.option("--intro", default="", help="The first words.")
    @click.option(
        "--origin", "origins", multiple=True, help="A host it may be used on."
    )
    @click.option("--sessions", type=click.IntRange(1), help="Most at once.")
    @click.option("--session-s", type=click.IntRange(1), help="Longest, in seconds.")
    def add(name: str, origins: tuple[str, ...], **rest: object) -> None:
        """Write a customer down and show its key, for this one time."""
        if file is None:
            raise click.ClickException("Set CUSTOMERS_FILE to where they are kept.")
        key = secrets.token_urlsafe(24)
        given = {name: value for name, value in rest.items() if value is not None}
        entry = {"name": name, "key_sha256": digest(key), "origins": [*origins]}
        try:
            file.add({**entry, **given})
        except AppError as error:
            raise click.ClickException(error.message) from None
        click.echo(key)

    return group
