"""Speed and memory, measured beside a peer or a floor in the same run; never part of the tests."""
