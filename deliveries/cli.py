"""`flask --app app deliveries ...`: what has not arrived, and trying it again.

It works beside a running server, which does the sending.
"""

from __future__ import annotations

from collections.abc import Sequence

import click

from deliveries.model import Delivery, State
from deliveries.outbox import UNDELIVERED, Outbox
from errors import AppError

STATES = [state.value for state in State]
HEADINGS = (
    *("DELIVERY", "STATE", "KIND", "CONVERSATION", "SESSION"),
    *("ADDED (UTC)", "TRIES", "NEXT (UTC)", "WHY"),
)


def create_group(outbox: Outbox) -> click.Group:
    """The commands over an outbox."""
    group = click.Group("deliveries", help="See and resend what others must be told.")

    @group.command("list")
    @click.option("--state", type=click.Choice(STATES), multiple=True)
    @click.option("--limit", type=click.IntRange(1, 1000), default=50)
    def show(state: tuple[str, ...], limit: int) -> None:
        """List what has not arrived, oldest first."""
        states = [State(one) for one in state] or UNDELIVERED
        _print_table(outbox.page(states, limit=limit))
        counts = outbox.counts()
        click.echo(", ".join(f"{counts[one]} {one}" for one in State) + ".")

    @group.command("resend")
    @click.argument("delivery_id", required=False)
    @click.option("--dead", is_flag=True, help="All that were given up.")
    def resend(delivery_id: str | None, dead: bool) -> None:
        """Try one again at once, or all that were given up."""
        if dead == bool(delivery_id):
            raise click.UsageError("Give an id, or --dead.")
        if delivery_id is None:
            click.echo(f"{outbox.resend_dead()} waiting again.")
            return
        try:
            outbox.resend(delivery_id)
        except AppError as error:
            raise click.ClickException(error.message) from None
        click.echo("1 waiting again.")

    return group


def _print_table(found: Sequence[Delivery]) -> None:
    rows = [HEADINGS, *map(_row, found)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _row(delivery: Delivery) -> tuple[str, ...]:
    next_at = delivery.retry_at
    return (
        delivery.id,
        delivery.state,
        delivery.kind,
        _printable(delivery.conversation_id),
        delivery.session_id,
        f"{delivery.created_at:%Y-%m-%d %H:%M:%S}",
        str(delivery.attempts),
        f"{next_at:%Y-%m-%d %H:%M:%S}" if next_at else "",
        delivery.last_error or "",
    )


def _printable(text: str) -> str:
    """A client chose it; it must not speak to the operator's terminal."""
    return "".join(c if c.isprintable() else "?" for c in text)
