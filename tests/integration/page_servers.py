#!/usr/bin/python3
"""Servers that pages go to, in one process: page_servers.py FOLDER.

Listens on free ports of 127.0.0.1, one a behaviour, prints them as one line of JSON, and serves until
it is killed. Every byte a client sends is appended to FOLDER/NAME.bytes before anything else happens.
FOLDER/ca.pem is the authority made for this run. The mail server is Debian's aiosmtpd; the webhook's
receiver checks the signature by its own code.
"""
import asyncio
import base64
import hashlib
import hmac
import json
import pathlib
import ssl
import subprocess
import sys
import time

from aiosmtpd.smtp import SMTP, AuthResult

folder = pathlib.Path(sys.argv[1])
LOGIN, PASSWORD = b"page@clinic.example", b"correct horse"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


def record(name, data):
    with open(folder / f"{name}.bytes", "ab") as to:
        to.write(data)


def make_certificates():
    def openssl(*arguments):
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, capture_output=True)

    key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"]
    openssl("req", "-x509", *key, "-days", "2", "-subj", "/CN=Test authority",
            "-keyout", "ca.key", "-out", "ca.pem")
    openssl("req", *key, "-subj", "/CN=localhost", "-keyout", "server.key", "-out", "server.csr")
    (folder / "san").write_text("subjectAltName=DNS:localhost,IP:127.0.0.1\n")
    openssl("x509", "-req", "-in", "server.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2",
            "-CAcreateserial", "-extfile", "san", "-out", "server.pem")


class Handler:
    def __init__(self, name):
        self.name = name

    async def handle_RCPT(self, server, session, envelope, address, options):
        if self.name == "refuse":
            return "550 5.1.1 nobody of that name"
        if self.name == "later":
            return "451 4.7.1 come back later"
        if self.name == "close_early":
            server.transport.abort()
            return "250 OK"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.name == "hang_data":
            await asyncio.sleep(3600)
        if self.name == "close_data":
            server.transport.abort()
        if self.name == "refuse_data":
            return "554 5.7.1 not this message"
        if self.name == "later_data":
            return "452 4.3.1 no room"
        mail = {"from": envelope.mail_from, "to": envelope.rcpt_tos, "helo": session.host_name,
                "tls": session.ssl is not None or self.name == "smtps",
                "login": bool(session.authenticated), "content": envelope.content.decode("ascii")}
        record(f"{self.name}.mails", json.dumps(mail).encode() + b"\n")
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):
        if self.name == "hang_quit":
            await asyncio.sleep(3600)
        return "221 Bye"


class Recording(SMTP):
    """Records what arrives; under STARTTLS what was inside."""

    def data_received(self, data):
        record(self.event_handler.name, data)
        super().data_received(data)


def authenticate(server, session, envelope, mechanism, data):
    good = data.login == LOGIN and data.password == PASSWORD
    return AuthResult(success=good, handled=True) if good else AuthResult(
        success=False, handled=False)


def smtp_factory(name, context):
    def make():
        more = {}
        if name == "secure":
            more = {"tls_context": context, "require_starttls": True, "auth_required": True,
                    "auth_require_tls": True, "authenticator": authenticate}
        if name == "starttls":
            more = {"tls_context": context}
        return Recording(Handler(name), hostname="mail.test", loop=asyncio.get_running_loop(),
                         **more)

    return make


def is_signed(headers, body):
    key = base64.b64decode(SECRET.removeprefix("whsec_"))
    at = int(headers["webhook-timestamp"])
    text = f'{headers["webhook-id"]}.{at}.'.encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(key, text, hashlib.sha256).digest()).decode()
    return abs(time.time() - at) < 300 and any(
        hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split(" "))


async def answer_post(name, reader, writer):
    head = await reader.readuntil(b"\r\n\r\n")
    record(name, head)
    first, *lines = head.decode("ascii").strip().split("\r\n")
    headers = {k.lower(): v.strip() for k, v in (line.split(":", 1) for line in lines)}
    path = first.split(" ")[1]
    body = await reader.readexactly(int(headers["content-length"]))
    record(name, body)
    record(f"{name}.posts", json.dumps(
        {"path": path, "headers": headers, "body": body.decode()}).encode() + b"\n")
    if not is_signed(headers, body):
        return 401, b"", ""
    if path == "/hang":
        await asyncio.sleep(3600)
    if path == "/slow":
        await asyncio.sleep(1)
        return 200, b"", ""
    if path == "/close":
        return None
    if path.startswith("/status/"):
        return int(path.removeprefix("/status/")), b"", ""
    if path == "/moved":
        return 302, b"", "location: /status/204\r\n"
    if path == "/delivered":
        return 200, b'{"delivered": true}', ""
    if path == "/almost":
        return 200, b'{"delivered": "true"}', ""
    if path == "/huge":
        return 200, b'{"delivered": true, "x": "' + b"x" * 100_000 + b'"}', ""
    return 404, b"", ""


def http_server(name):
    async def serve(reader, writer):
        try:
            answer = await answer_post(name, reader, writer)
            if answer is not None:
                code, body, more = answer
                length = "" if code == 204 else f"content-length: {len(body)}\r\n"
                writer.write(f"HTTP/1.1 {code} So\r\n{more}{length}\r\n".encode() + body)
                await writer.drain()
        except (OSError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    return serve


async def hang(reader, writer):
    await asyncio.sleep(3600)


async def main():
    make_certificates()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem", folder / "server.key")
    loop = asyncio.get_running_loop()
    servers = {}
    for name in ("plain", "secure", "starttls", "refuse", "later", "refuse_data", "later_data",
                 "hang_data", "close_early", "close_data", "hang_quit"):
        servers[name] = await loop.create_server(smtp_factory(name, context), "127.0.0.1", 0)
    servers["smtps"] = await loop.create_server(
        smtp_factory("smtps", context), "127.0.0.1", 0, ssl=context)
    servers["silent"] = await asyncio.start_server(hang, "127.0.0.1", 0)
    servers["http"] = await asyncio.start_server(http_server("http"), "127.0.0.1", 0)
    servers["https"] = await asyncio.start_server(
        http_server("https"), "127.0.0.1", 0, ssl=context)
    ports = {name: one.sockets[0].getsockname()[1] for name, one in servers.items()}
    print(json.dumps(ports), flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
