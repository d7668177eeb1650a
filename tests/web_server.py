"""A web server on this machine that behaves as badly as the web does, and writes down what it was asked."""

from __future__ import annotations

import gzip
import socket
import struct
import threading
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

OK = 200
ARTICLE = """<!doctype html><html lang="en"><head><title>{title}</title></head><body><article><h1>{title}</h1>
<p>Turkey accused Russia of bad faith on Monday, the ministry said in a statement to reporters in Ankara.</p>
<p>The talks over the pipeline are to be resumed in Baku within the week, officials of both sides added.</p>
</article></body></html>"""
FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ledger</title>{items}</channel></rss>"""
ITEM = """<item><title>{title}</title><link>{link}</link><description>A summary of {title}.</description>
<pubDate>Mon, 14 Jul 2025 10:00:00 GMT</pubDate></item>"""


def article(title: str) -> bytes:
    return ARTICLE.format(title=title).encode()


def feed(entries: dict[str, str]) -> bytes:
    return FEED.format(items="".join(ITEM.format(title=t, link=u) for t, u in entries.items())).encode()


@dataclass
class Reply:
    """One answer. ``act`` takes the handler over instead."""

    body: bytes = b""
    status: int = OK
    headers: dict[str, str] = field(default_factory=dict)
    type: str | None = "text/html; charset=utf-8"
    act: object = None


@dataclass
class Site:
    """What is served: for each path a reply, or several that come one after the other, the last for ever."""

    replies: dict[str, Reply | list[Reply]] = field(default_factory=dict)
    log: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    base: str = ""
    pause: float = 0.0

    def reply(self, path: str, headers: dict[str, str]) -> Reply:
        self.log.append((path, headers))
        found = self.replies.get(path)
        if found is None:
            return Reply(status=404)
        if isinstance(found, list):
            return found.pop(0) if len(found) > 1 else found[0]
        return found

    def asked(self, path: str) -> int:
        return sum(one == path for one, _ in self.log)

    def url(self, path: str) -> str:
        return self.base + path


def handler_of(site: Site):
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def do_GET(self):
            reply = site.reply(self.path, {name.lower(): value for name, value in self.headers.items()})
            time.sleep(site.pause)
            with suppress(OSError):  # who asked may have hung up: that is what is tested
                if reply.act:
                    self.close_connection = True
                    reply.act(self)
                    return
                self.answer(reply)

        def answer(self, reply):
            etag = reply.headers.get("ETag")
            same = etag is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if same else reply.status)
            body = b"" if same else reply.body
            if reply.type and not same:
                self.send_header("Content-Type", reply.type)
            for name, value in reply.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in reply.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Handler


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_):
        """Say nothing: clients that hang up are the point."""


@contextmanager
def serving(site: Site, wrap=None):
    server = Server(("127.0.0.1", 0), handler_of(site))
    scheme = "http"
    if wrap is not None:
        server.socket, scheme = wrap(server.socket), "https"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    site.base = f"{scheme}://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()


# Ways to misbehave


def drip(handler):
    handler.send_response(OK)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler):
    for sign in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"z" * 1000:
        handler.wfile.write(bytes([sign]))
        handler.wfile.flush()
        time.sleep(0.05)


def endless(handler):
    handler.send_response(OK)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>They met again.</p>" * 10_000)


def huge_headers(handler):
    handler.send_response(OK)
    for number in range(2_000):
        handler.send_header(f"X-{number}", "y" * 1_000)
    handler.end_headers()


def cut_short(handler):
    handler.send_response(OK)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b"<p>They")


def reset(handler):
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def no_http(handler):
    handler.wfile.write(b"220 mail.example ESMTP\r\n")


def packed(body: bytes, *, upto: int | None = None) -> Reply:
    return Reply(gzip.compress(body)[:upto], headers={"Content-Encoding": "gzip"})
