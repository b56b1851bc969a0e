"""A little of `make fuzz` in every run: a few hundred inputs to each reader."""

import pytest

from tests import fuzz


@pytest.mark.parametrize("name", fuzz.targets())
def test_no_input_crashes_or_hangs_a_reader(name):
    fuzz.targets()[name](range(3_000 if name == "refs.parse" else 150))
