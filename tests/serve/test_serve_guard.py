from __future__ import annotations

import socket

import pytest
from fastapi.testclient import TestClient

from detente import queries
from detente.errors import StoreError, UsageError
from detente.serve import create_app, run

TOKEN = "s3cret; with = odd signs é"
LOCAL = "http://127.0.0.1:8001"


@pytest.fixture
def locked(folder):
    return TestClient(
        create_app(folder, token=TOKEN), base_url="http://10.0.0.7:8001", follow_redirects=False
    )


@pytest.mark.parametrize(
    "path", ["/", "/pair/AZE-RUS.json", "/nothing", "/static/detente.css", "/pair/AZE-RUS.svg"]
)
def test_every_response_is_fenced_in(client, path):
    headers = client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"


def test_a_fault_of_ours_is_a_page_too(folder, monkeypatch):
    monkeypatch.setattr(queries, "pair", lambda *_: 1 / 0)
    client = TestClient(create_app(folder), base_url=LOCAL, raise_server_exceptions=False)
    page = client.get("/pair/AZE-RUS")
    assert page.status_code == 500
    assert "broken" in page.text
    assert "division" not in page.text
    assert client.get("/pair/AZE-RUS.json").json()["status"] == 500
    assert client.get("/about").status_code == 200
    assert "content-security-policy" in page.headers


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "10.0.0.7:8001", "localhost.evil.example", "[", "a b", ""],
)
def test_names_of_others_are_turned_away(client, host):
    answer = client.get("/pair/AZE-RUS", headers={"Host": host})
    assert answer.status_code == 421
    assert "Azerbaijan" not in answer.text


@pytest.mark.parametrize("host", ["localhost", "localhost:8001", "[::1]:8001", "127.0.0.1"])
def test_own_names_are_answered(client, host):
    assert client.get("/about", headers={"Host": host}).status_code == 200


def test_token_opens_by_header_cookie_and_address(locked):
    for path in ("/", "/pair/AZE-RUS.json", "/openapi.json"):
        refused = locked.get(path)
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"] == "Bearer"
        assert locked.get(path, headers={"Authorization": "Bearer wrong"}).status_code == 401
    assert locked.get("/", params={"token": "wrong"}).status_code == 401
    bearer = {"Authorization": f"Bearer {TOKEN}".encode()}
    assert locked.get("/about", headers=bearer).status_code == 200

    welcome = locked.get("/pair/AZE-RUS", params={"since": "2024", "token": TOKEN})
    assert welcome.status_code == 303
    assert welcome.headers["location"] == "/pair/AZE-RUS?since=2024"
    assert "HttpOnly" in welcome.headers["set-cookie"]
    assert "s3cret" not in welcome.headers["set-cookie"]
    assert locked.get("/pair/AZE-RUS").status_code == 200  # the client kept the cookie
    elsewhere = locked.get("http://10.0.0.7:8001//evil.example/", params={"token": TOKEN})
    assert elsewhere.headers["location"] == "/evil.example/"


def test_other_machines_are_served_only_with_a_token(folder, monkeypatch):
    monkeypatch.delenv("DETENTE_TOKEN", raising=False)
    with pytest.raises(UsageError, match="DETENTE_TOKEN"):
        run(folder, host="0.0.0.0")


def test_what_stops_the_start_is_said(folder, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(UsageError, match="--port"):
        run(folder, port=taken.getsockname()[1])
    with pytest.raises(StoreError, match="no workspace"):
        create_app(tmp_path / "nothing")
