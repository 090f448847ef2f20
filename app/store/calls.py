"""Calls of a store from coroutines."""

from collections.abc import Callable
from typing import TypeVar

from anyio import to_thread

from dateline.app.store.base import Store

Result = TypeVar("Result")


async def run_store_call(store: Store, call: Callable[[], Result]) -> Result:
    """Call a store from a coroutine: directly if it is local, otherwise in a worker thread.

    Args:
        store: The store that is called; see ``Store.is_local``.
        call: Makes the call and returns what the store returns.
    """
    return call() if store.is_local else await to_thread.run_sync(call)
