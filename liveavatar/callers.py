"""Who asks: a customer by its key, or the holder of a session's token; or both."""

from __future__ import annotations

from dataclasses import dataclass

from errors import Forbidden, NotFound, Unauthorized
from liveavatar.customers import Customer, CustomerDirectory
from liveavatar.seats import Seat, Seats

NO_SESSION = "There is no such session."
NO_KEY = "This needs a customer's key."
NO_TOKEN = "This needs a session's token."
WRONG_PAGE = "Pages of this origin may not use this key."


@dataclass(frozen=True, kw_only=True)
class Given:
    """What a request carries.

    Attributes:
        key: A customer's key; empty for none.
        token: A session's token; empty for none.
        origin: The address of the page it comes from; empty for none.
    """

    key: str = ""
    token: str = ""
    origin: str = ""


class Callers:
    """Finds out who asks, and what is theirs.

    What belongs to somebody else is refused just like what does not exist: whoever
    guesses learns nothing.

    Args:
        customers: Who there is.
        seats: Whose each session is.
        nobody: Whoever brings no key, where everybody may come in.
    """

    def __init__(
        self,
        *,
        customers: CustomerDirectory,
        seats: Seats,
        nobody: Customer | None = None,
    ) -> None:
        self._customers = customers
        self._seats = seats
        self._nobody = nobody

    def anybody(self, given: Given) -> Customer:
        """The same as `customer`; and whoever brings no key, where that is no matter.

        Raises:
            Unauthorized: There is no key where one is asked for, or it is nobody's.
            Forbidden: It may not be used on that page.
            UpstreamError: Whoever knows cannot be asked.
        """
        if self._nobody is not None and not given.key:
            return self._nobody
        return self.customer(given)

    def customer(self, given: Given) -> Customer:
        """The customer of the key.

        Raises:
            Unauthorized: There is no key, or it is nobody's.
            Forbidden: It may not be used on that page.
            UpstreamError: Whoever knows cannot be asked.
        """
        if not given.key:
            raise Unauthorized(NO_KEY)
        customer = self._customers.find(given.key)
        if not customer.welcomes(given.origin):
            raise Forbidden(WRONG_PAGE)
        return customer

    def by_token(self, given: Given) -> Seat:
        """The seat of the token, whoever brings it.

        Raises:
            Unauthorized: There is no token, it is not one of this server's, or the
                key beside it is another customer's.
        """
        whose = self.customer(given).id if given.key else None
        seat = self._seats.of_token(given.token) if given.token else None
        if seat is None or whose not in (None, seat.customer):
            raise Unauthorized(NO_TOKEN)
        return seat

    def seat(self, session_id: str, given: Given) -> Seat:
        """The seat of a session, where the caller may touch it.

        Args:
            session_id: LiveAvatar's id for it; empty for the token's own.
            given: What the caller brings.

        Raises:
            NotFound: There is none, or it is somebody else's.
            Unauthorized: The caller brings nothing that is good here.
        """
        if given.token:
            seat = self.by_token(given)
            if session_id and session_id != seat.session_id:
                raise NotFound(NO_SESSION)
            return seat
        customer = self.customer(given)
        found = self._seats.of_session(session_id)
        if found is None or found.customer != customer.id:
            raise NotFound(NO_SESSION)
        return found
