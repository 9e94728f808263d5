"""`flask --app app customers ...`: the operator's hands on the file of customers."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import click

from errors import AppError
from liveavatar.customers import id_of_digest
from liveavatar.customers_file import CustomerFile

HEADINGS = ("CUSTOMER", "NAME", "AVATAR", "ORIGINS")
KEY_BYTES = 24


def new_key() -> str:
    """A key that nobody guesses; it may stand in an address as it is."""
    return f"pl_{secrets.token_urlsafe(KEY_BYTES)}"


def create_group(
    file: CustomerFile | None, *, make_key: Callable[[], str] = new_key
) -> click.Group:
    """The commands over a file of customers.

    Args:
        file: The file; None where this server has none.
        make_key: Gives a fresh key.
    """
    group = click.Group("customers", help="See and add customers of the proxy.")

    @group.command("add")
    @click.argument("name")
    @click.option("--avatar", default="", help="A UUID of LiveAvatar.")
    @click.option("--voice", default="", help="A UUID of LiveAvatar.")
    @click.option("--context", default="", help="A UUID of LiveAvatar.")
    @click.option("--intro", default="", help="The avatar's first words.")
    @click.option("--origin", multiple=True, help="A host of its pages; repeatable.")
    @click.option("--sessions", type=int, help="Most sessions at once.")
    @click.option("--session-s", type=int, help="Longest session, in seconds.")
    def add(
        name: str,
        avatar: str,
        voice: str,
        context: str,
        intro: str,
        origin: tuple[str, ...],
        sessions: int | None,
        session_s: int | None,
    ) -> None:
        """Add a customer and show its key, which is shown this once."""
        known, key = _given(file), make_key()
        try:
            customer = known.add(
                key,
                name=name,
                avatar_id=avatar,
                voice_id=voice,
                context_id=context,
                intro=intro,
                origins=[*origin],
                sessions=sessions,
                session_s=session_s,
            )
        except AppError as error:
            raise click.ClickException(error.message) from None
        click.echo(f"Customer {customer.id} is in {known.path}.", err=True)
        click.echo("Its key, which is kept nowhere else:", err=True)
        click.echo(key)

    @group.command("list")
    def show() -> None:
        """List the customers, without anything that opens."""
        try:
            records = _given(file).records()
        except AppError as error:
            raise click.ClickException(error.message) from None
        rows = [
            (
                id_of_digest(one["key_sha256"]),
                one["name"],
                one["avatar_id"] or "the server's",
                " ".join(one["origins"]) or "anywhere",
            )
            for one in records
        ]
        table = [HEADINGS, *rows]
        widths = [max(len(row[i]) for row in table) for i in range(len(HEADINGS))]
        for row in table:
            cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
            click.echo("  ".join(cells).rstrip())

    return group


def _given(file: CustomerFile | None) -> CustomerFile:
    if file is None:
        raise click.ClickException("Set CUSTOMERS_FILE to where the customers are.")
    return file
