"""A real IMAP server for the tests: Dovecot, without privileges, on loopback ports, with its own folder."""

import getpass
import grp
import ipaddress
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

DOVECOT = shutil.which("dovecot") or "/usr/sbin/dovecot"
PASSWORD = "sample-pass"
STARTING_SECONDS = 15
CONFIG = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
disable_plaintext_auth = no
default_login_user = {user}
default_internal_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mail_location = maildir:{root}/Maildir
imap_id_log = *
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {secure}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True)
class MailServer:
    """A running server with one account."""

    root: Path
    plain: int
    secure: int

    def deliver(self, raw: bytes, name: str, *, at: datetime | None = None) -> None:
        """Put a mail into the inbox; its file's time is what IMAP tells as arrival."""
        path = self.root / "Maildir" / "new" / name
        path.write_bytes(raw)
        if at is not None:
            os.utime(path, (at.timestamp(), at.timestamp()))
        _give_away(path)

    def log(self) -> str:
        """Return what the server wrote down."""
        return (self.root / "log").read_text(encoding="utf-8", errors="replace")

    def held(self) -> list[str]:
        """Return the names of the mails in the box, with the flags that the server appends."""
        return sorted(path.name for folder in ("new", "cur") for path in (self.root / "Maildir" / folder).iterdir())


@contextmanager
def running() -> Iterator[MailServer]:
    """Start a server, wait for it, and end it."""
    root = Path(tempfile.mkdtemp(prefix="wenxuan-imap-"))
    server = MailServer(root, _free_port(), _free_port())
    try:
        _lay_out(server)
        owner = _owner()
        process = subprocess.Popen(  # noqa: S603 - the program and its arguments are ours
            [DOVECOT, "-F", "-c", str(root / "dovecot.conf")],
            user=owner.pw_uid,
            group=owner.pw_gid,
            extra_groups=[] if os.getuid() == 0 else None,
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            _wait(server, process)
            yield server
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=STARTING_SECONDS)
    finally:
        shutil.rmtree(root, ignore_errors=True)


def _owner() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody" if os.getuid() == 0 else getpass.getuser())


def _give_away(path: Path) -> None:
    if os.getuid() == 0:
        os.chown(path, _owner().pw_uid, _owner().pw_gid)


def _lay_out(server: MailServer) -> None:
    owner = _owner()
    for folder in ("run", "state", "Maildir/new", "Maildir/cur", "Maildir/tmp"):
        (server.root / folder).mkdir(parents=True)
    _certificate(server.root)
    config = CONFIG.format(
        root=server.root,
        user=owner.pw_name,
        group=grp.getgrgid(owner.pw_gid).gr_name,
        uid=owner.pw_uid,
        gid=owner.pw_gid,
        password=PASSWORD,
        plain=server.plain,
        secure=server.secure,
    )
    (server.root / "dovecot.conf").write_text(config, encoding="utf-8")
    for path in [server.root, *server.root.rglob("*")]:
        _give_away(path)


def _certificate(root: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (root / "cert.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    pem = key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())
    (root / "key.pem").write_bytes(pem)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(server: MailServer, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(STARTING_SECONDS * 20):
        try:
            with socket.create_connection(("127.0.0.1", server.plain), timeout=1) as connection:
                if connection.recv(10).startswith(b"* OK"):
                    return
        except OSError:
            pass
        if process.poll() is not None:
            break
        time.sleep(0.05)
    message = f"dovecot did not start: {server.log() if (server.root / 'log').exists() else process.returncode}"
    raise RuntimeError(message)
