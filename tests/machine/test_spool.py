"""What waits comes back as it was put, in memory or on the disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardkit.machine import spool
from cardkit.machine.spool import Spool
from cardkit.machine.spread import spread


@given(st.lists(st.binary(max_size=50)), st.data())
def test_each_thing_comes_back_by_its_number_in_any_order(things: list[bytes], data: st.DataObject) -> None:
    waiting = Spool()
    numbers = [waiting.put(thing) for thing in things]
    assert numbers == list(range(len(things)))
    for number in data.draw(st.permutations(numbers)):
        assert waiting.take(number) == things[number]
    if things:
        assert waiting.put(b"later") == len(things)
        assert waiting.take(0) == things[0]
        assert waiting.take(len(things)) == b"later"


def test_what_waits_on_the_disk_is_there_for_a_copy_of_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spool, "_MOST_IN_MEMORY", 100)
    spools = [Spool(), Spool()]
    things = [[bytes([number, one]) * 99 for number in range(9)] for one in range(2)]
    for waiting, own in zip(spools, things, strict=True):
        for thing in own:
            waiting.put(thing)
        waiting.flush()
    taken = spread(lambda one: [spools[one].take(number) for number in range(9)], range(2), 2)
    assert list(taken) == things
