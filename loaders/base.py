"""What a loader is: an edge of the graph, declared by the batch read that fetches it for many parents at once."""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar, cast

from aiodataloader import DataLoader

from beatgraph.paging import Slice, Window
from beatgraph.work import Work

KeyT = TypeVar("KeyT", bound=Hashable)
ValueT = TypeVar("ValueT")
LoaderT = TypeVar("LoaderT", bound="Loader[Any, Any]")

Reading = Callable[[], AbstractAsyncContextManager[Work]]
BATCH_AT_MOST = 1000


class Loader(DataLoader[KeyT, ValueT], Generic[KeyT, ValueT]):
    """Gathers the keys that are asked for in one turn of the event loop, and answers them with one read."""

    max_batch_size = BATCH_AT_MOST

    def __init__(self, reading: Reading) -> None:
        super().__init__()
        self._reading = reading

    async def batch_load_fn(self, keys: list[KeyT]) -> list[ValueT]:
        async with self._reading() as work:
            return await self.read(work, keys)

    @abstractmethod
    async def read(self, work: Work, keys: Sequence[KeyT]) -> list[ValueT]:
        """One value a key, in the order of the keys."""


class One(Loader[KeyT, ValueT | None], Generic[KeyT, ValueT]):
    """Parent to one row, or to none."""

    fetch: ClassVar["staticmethod[[Work, Sequence[Any]], Awaitable[Mapping[Any, Any]]]"]

    async def read(self, work: Work, keys: Sequence[KeyT]) -> list[ValueT | None]:
        found = await type(self).fetch(work, keys)
        return [found.get(key) for key in keys]


class Many(Loader[KeyT, list[ValueT]], Generic[KeyT, ValueT]):
    """Parent to a short list, whole; its length is bounded where rows are written."""

    fetch: ClassVar["staticmethod[[Work, Sequence[Any]], Awaitable[Mapping[Any, list[Any]]]]"]

    async def read(self, work: Work, keys: Sequence[KeyT]) -> list[list[ValueT]]:
        found = await type(self).fetch(work, keys)
        return [found.get(key, []) for key in keys]


class Piece(NamedTuple):
    """What a paged edge is asked for: whose list, which window of it, and how it is filtered and ordered."""

    parent: Any
    window: Window
    options: Hashable = None


class Pages(Loader[Piece, Slice[ValueT]], Generic[KeyT, ValueT]):
    """Parent to one window of a long list: one read for all parents that ask for the same window."""

    fetch: ClassVar["staticmethod[[Work, Sequence[Any], Window, Any], Awaitable[Mapping[Any, Slice[Any]]]]"]
    count: ClassVar[type["One[Any, int]"]]
    """The loader of how long the whole list is."""

    async def read(self, work: Work, keys: Sequence[Piece]) -> list[Slice[ValueT]]:
        alike: dict[tuple[Window, Hashable], list[Any]] = {}
        for key in keys:
            alike.setdefault((key.window, key.options), []).append(key.parent)
        found: dict[Piece, Slice[ValueT]] = {}
        for (window, options), parents in alike.items():
            slices = await type(self).fetch(work, parents, window, options)
            found.update({Piece(parent, window, options): piece for parent, piece in slices.items()})
        return [found.get(key, Slice()) for key in keys]


class Loaders:
    """One request's loaders, made when first asked for: `loaders[ArtistsByTrack]`."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._loaders: dict[type[Loader[Any, Any]], Loader[Any, Any]] = {}

    def __getitem__(self, kind: type[LoaderT]) -> LoaderT:
        if kind not in self._loaders:
            self._loaders[kind] = kind(self._reading)
        return cast(LoaderT, self._loaders[kind])

    def forget(self) -> None:
        """Drop everything that was read, after something has been written."""
        self._loaders.clear()
