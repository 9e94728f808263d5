"""`flask --app app sessions ...`: the operator's hands on the ledger.

It works beside a running server: both write to the same ledger, and what this process
cannot end at the cloud by itself, the server's janitor ends.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from typing import ParamSpec, TypeVar

import click

from errors import AppError
from sessions.account import Account
from sessions.core import Core
from sessions.model import ENDED, EndReason, Session, State

STATES = [state.value for state in State]
HEADINGS = ("SESSION", "STATE", "PERSONA", "OPENED (UTC)", "SECONDS", "CREDITS", "WHY")
WAIT_S = 10.0
STEP_S = 0.2


def create_group(core: Core, *, sleep: Callable[[float], object]) -> click.Group:
    """The commands over a core; they exit with 1 when something may still bill.

    Args:
        core: What they act on.
        sleep: Waits for so many seconds.
    """
    group = click.Group("sessions", help="See and end sessions with the avatar cloud.")
    sessions = core.sessions

    @group.command("list")
    @click.option("--state", type=click.Choice(STATES), multiple=True)
    @click.option("--all", "every", is_flag=True, help="Ended ones too.")
    @click.option("--limit", type=click.IntRange(1, 1000), default=50)
    def show(state: tuple[str, ...], every: bool, limit: int) -> None:
        """List sessions that may still bill, newest first."""
        running = [one for one in State if one not in ENDED]
        states = [State(one) for one in state] or ([] if every else running)
        found = sessions.ledger.page(states=states, limit=limit)
        _print_table(core.accounts.of_all(found))

    @group.command("stop")
    @click.argument("session_id")
    def stop(session_id: str) -> None:
        """End one session, by our id or the cloud's."""
        session = _ask(sessions.find, session_id)
        _stop(core, [session], sleep)

    @group.command("stop-all")
    def stop_all() -> None:
        """End every session that may still bill."""
        _stop(core, sessions.unended(), sleep)

    @group.command("reconcile")
    def reconcile() -> None:
        """Hold the ledger against the cloud's own list, and settle what differs."""
        before = sessions.unended()
        _ask(core.reconciler.round)
        after = [sessions.find(session.id) for session in before]
        settled = [now for was, now in zip(before, after, strict=True) if was != now]
        _print_ends(settled)
        left = sum(session.state not in ENDED for session in after)
        click.echo(f"{len(settled)} settled, {left} may still bill.")

    return group


P = ParamSpec("P")
T = TypeVar("T")


def _ask(act: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return act(*args, **kwargs)
    except AppError as error:
        raise click.ClickException(error.message) from None


def _stop(
    core: Core, wanted: Sequence[Session], sleep: Callable[[float], object]
) -> None:
    for session in wanted:
        try:
            core.sessions.close(session.id, EndReason.CLIENT)
        except AppError as error:
            click.echo(f"{_name(session)}: {error.message}", err=True)
    ids = [session.id for session in wanted]
    for _ in range(int(WAIT_S / STEP_S)):
        if not _unended(core, ids):
            break
        sleep(STEP_S)
    left = _unended(core, ids)
    _print_ends(core.sessions.find(session_id) for session_id in ids)
    click.echo(f"{len(ids) - len(left)} ended, {len(left)} may still bill.")
    if left:
        click.echo("A running server goes on trying.", err=True)
        raise SystemExit(1)


def _unended(core: Core, ids: Collection[str]) -> Collection[str]:
    return {session.id for session in core.sessions.unended()}.intersection(ids)


def _print_ends(sessions: Iterable[Session]) -> None:
    for session in sessions:
        click.echo(f"{_name(session)}  {session.state}  {session.end_reason or ''}")


def _print_table(accounts: Sequence[Account]) -> None:
    rows = [HEADINGS, *map(_row, accounts)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(HEADINGS))]
    for row in rows:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        click.echo("  ".join(cells).rstrip())


def _row(account: Account) -> tuple[str, ...]:
    session = account.session
    return (
        _name(session),
        session.state,
        session.persona_id,
        f"{session.created_at:%Y-%m-%d %H:%M:%S}",
        f"{account.cost.duration_s:.0f}",
        f"{account.cost.credits:.2f}",
        session.end_reason or "",
    )


def _name(session: Session) -> str:
    return session.cloud_session_id or session.id
