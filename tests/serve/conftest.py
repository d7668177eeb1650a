"""One small workspace for all tests of the pages: they only read it."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from serve_samples import CORPUS, NOTE, NOW

from detente.serve import create_app
from detente.workspace import Workspace


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    where = tmp_path_factory.mktemp("served") / "workspace"
    with Workspace.open(where, create=True) as ws:
        with ws.writer(now=NOW, versions={"note": NOTE}):
            pass
        ws.add(CORPUS, now=NOW)
    return where


@pytest.fixture(scope="session")
def client(folder):
    return TestClient(create_app(folder), base_url="http://127.0.0.1:8001", raise_server_exceptions=False)
