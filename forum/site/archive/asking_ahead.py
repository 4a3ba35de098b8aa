"""Pages made by several processes, ahead of the walk that takes them in its order."""

import os
import resource
import signal
import sys
import traceback
from collections.abc import Callable, Iterable
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from threading import Thread
from types import TracebackType
from typing import Any, Final, Self

from django.db import connections
from django.utils.translation import gettext

from forum.site.archive.errors import SiteArchiveError

# Addresses that are asked for before it is their turn: of a process, and in all. A pipe holds them,
# so that nobody waits to ask while those who answer wait to be heard.
_AHEAD: Final = 8
_MOST: Final = 64
# Bytes by which a process may outgrow the first one as that was in the beginning: it remembers
# names, pictures and days for visitors, who come again, and an archive asks for each page once.
_ALLOWANCE: Final = 10 << 20
# How a process ends that is to be followed by a fresh one.
_FULL: Final = 75

# Processes are copies of the first one, which have the site loaded.
_CONTEXT: Final = get_context("fork")

type Ask = Callable[[str], Any]


class AskingAhead:
    """Asks for addresses in processes of their own, which end with the block.

    ask: what these do; its answers travel between processes, as pickles do. What keeps their number
    are copies of the first process as it was in the beginning, one each: they do nothing but begin
    another process whenever one has grown, so that no process is larger than the first one's
    beginning and the allowance, however long the walk is.

    Each keeper has a pipe for answers that it and its process alone can write to: where one of them
    is ended, in the middle of an answer too, the pipe ends.
    """

    def __init__(self, processes: int, ask: Ask) -> None:
        self._ask = ask
        self._question_receiver, self._question_sender = _CONTEXT.Pipe(duplex=False)
        self._end_receiver, self._end_sender = _CONTEXT.Pipe(duplex=False)
        self._hearing = _CONTEXT.Lock()
        self._answer_receivers: list[Connection] = []
        self._answers: dict[int, Any] = {}
        self._last = 0
        self.most = min(processes * _AHEAD, _MOST)
        self._processes = processes
        self._keepers: list[ForkProcess] = []

    def __enter__(self) -> Self:
        connections.close_all()
        self._bound = read_peak() + _ALLOWANCE
        for _number in range(self._processes):
            answer_receiver, answer_sender = _CONTEXT.Pipe(duplex=False)
            keeper = _CONTEXT.Process(target=self._keep, args=(answer_sender,))
            keeper.start()
            # Before the next keeper, which would inherit it.
            answer_sender.close()
            self._answer_receivers.append(answer_receiver)
            self._keepers.append(keeper)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Nobody takes it out, so that all keepers see it: no lock of a process that was ended is in
        # the way.
        self._end_sender.send(None)
        for keeper in self._keepers:
            keeper.join()
        for end in (
            self._question_receiver,
            self._question_sender,
            self._end_receiver,
            self._end_sender,
            *self._answer_receivers,
        ):
            end.close()

    def ask(self, addresses: Iterable[tuple[int, str]]) -> None:
        """Have addresses asked for, of which each has a number; those that were asked stay so."""
        for number, address in addresses:
            if number > self._last:
                self._question_sender.send((number, address))
                self._last = number

    def take(self, number: int) -> Any:
        """Return the answer of an address that is asked for."""
        while number not in self._answers:
            ready = wait(self._answer_receivers)
            for pipe in self._answer_receivers:
                if pipe in ready:
                    answered_number, answer = receive_answer(pipe)
                    self._answers[answered_number] = answer
        answer = self._answers.pop(number)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _keep(self, answer_sender: Connection) -> None:
        """Begin a process, and the next one when that is full; end where it was ended."""
        # The first process alone hears that the operator ends it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        first, code = parent_process(), _FULL
        while code == _FULL and first:
            process = _CONTEXT.Process(target=self._answer, args=(answer_sender,))
            process.start()
            if process.sentinel not in wait([process.sentinel, first.sentinel, self._end_receiver]):
                process.kill()
            process.join()
            code = process.exitcode or 0

    def _answer(self, answer_sender: Connection) -> None:
        """Answer what is asked, once at least, until this process is full."""
        Thread(target=end_with_keeper, daemon=True).start()
        is_full = False
        while not is_full:
            with self._hearing:
                number, address = self._question_receiver.recv()
            answer_sender.send((number, self._try(address)))
            is_full = read_peak() > self._bound
        sys.exit(_FULL)

    def _try(self, address: str) -> Any:
        """Return the answer, or what went wrong, with the place where it did."""
        try:
            return self._ask(address)
        except Exception as error:
            error.add_note(traceback.format_exc())
            return error


def receive_answer(pipe: Connection) -> tuple[int, Any]:
    """Return the next answer of a process and its number; raise where the process was ended."""
    try:
        number, answer = pipe.recv()
    except (EOFError, OSError) as error:
        raise SiteArchiveError(
            gettext(
                "A process that makes pages was ended, perhaps for want of memory; run it "
                "again with --processes 1."
            )
        ) from error
    return number, answer


def end_with_keeper() -> None:
    """End this process with its keeper: where that was ended, nobody else tells this one."""
    if keeper := parent_process():
        keeper.join()
        os._exit(1)


def read_peak() -> int:
    """Return the most bytes of memory that this process has had."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak << 10
