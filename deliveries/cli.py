"""`flask --app app deliveries ...`: what has not arrived, and another try for it."""

from __future__ import annotations

import click

from deliveries.model import Delivery, Fate
from deliveries.outbox import Outbox
from errors import AppError

HEADINGS = (
    "DELIVERY",
    "KIND",
    "CONVERSATION",
    "STATE",
    "TRIES",
    "WRITTEN (UTC)",
    "WHY",
)
FATES = [fate.value for fate in Fate]


def create_group(outbox: Outbox) -> click.Group:
    """The commands over an outbox; none of them shows anybody's words."""
    group = click.Group("deliveries", help="See and resend what has to be delivered.")

    @group.command("list")
    @click.option("--state", type=click.Choice(FATES), multiple=True)
    @click.option("--limit", type=click.IntRange(1, 1000), default=50)
    def show(state: tuple[str, ...], limit: int) -> None:
        """List what has not arrived, newest first."""
        states = [Fate(one) for one in state] or [Fate.WAITING, Fate.DEAD]
        rows = [_row(one) for one in outbox.page(states=states, limit=limit)]
        for row in [HEADINGS, *rows]:
            click.echo("  ".join(cell.ljust(12) for cell in row).rstrip())
        counts = outbox.counts()
        click.echo(", ".join(f"{counts[fate]} {fate.value}" for fate in Fate) + ".")

    @group.command("resend")
    @click.argument("delivery_id", required=False)
    @click.option("--dead", "every", is_flag=True, help="All dead letters.")
    def resend(delivery_id: str | None, every: bool) -> None:
        """Try dead letters again; a running server delivers them."""
        if bool(delivery_id) == every:
            raise click.UsageError("Name a delivery, or give --dead for all of them.")
        ids = [delivery_id] if delivery_id else _dead(outbox)
        for one in ids:
            try:
                outbox.resend(one)
            except AppError as error:
                raise click.ClickException(error.message) from None
        click.echo(f"{len(ids)} to be sent again.")

    return group


def _dead(outbox: Outbox) -> list[str]:
    return [one.id for one in outbox.page(states=[Fate.DEAD], limit=100_000)]


def _row(one: Delivery) -> tuple[str, ...]:
    return (
        one.id,
        one.kind,
        one.conversation_id,
        one.state.value,
        str(one.attempts),
        f"{one.created_at:%Y-%m-%d %H:%M:%S}",
        one.last_error,
    )
