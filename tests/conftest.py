"""What tests in more than one folder ask for."""

from __future__ import annotations

import pytest

from detente.cli import main


@pytest.fixture
def run(capfd, monkeypatch, tmp_path):
    """Run the command line in this process; gives (exit code, stdout, stderr)."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("DETENTE_DB", raising=False)

    def runs(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as leave:
            main([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        assert "Traceback" not in err
        return leave.value.code, out, err

    return runs
