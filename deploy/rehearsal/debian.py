"""A newcomer installs the site on a bare Debian by the README alone: its lines, as they stand.

    python -m deploy.rehearsal.debian [--base FOLDER]

Takes root, debootstrap, and Debian's and Python's packages. The system lies in a folder with its
own processes and, once the packages are there, its own network: nothing else on the machine is
touched. What a machine has and a folder has not stands in: the services' manager (``SYSTEMCTL``
runs the units' own lines as their users), a certificate of its own, answers typed at the prompt.
"""

import argparse
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
SUITE, MIRROR = "trixie", "http://deb.debian.org/debian"
SOURCE = "https://git.example.org/forum-record.git"
UNITS = (
    "forum.service", "forum-worker.service", "forum-daily.service", "forum-daily.timer",
    "forum-alarm@.service",
)  # fmt: skip
# Stands where systemd does: runs each ExecStart of a unit as its user, with its environment. What a
# timer starts waits for its hour there, here for ``start``.
SYSTEMCTL = r"""#!/usr/bin/python3
import os, pathlib, pwd, re, shlex, subprocess, sys
if sys.argv[1] == "reload":
    sys.exit(subprocess.call(["nginx", "-s", "reload"]))
names = {"enable": sys.argv[3:], "start": sys.argv[2:]}.get(sys.argv[1], [])
for name in names:
    name = name if "." in name else f"{name}.service"
    unit = pathlib.Path("/etc/systemd/system", name).read_text()
    if name.endswith(".timer"):
        continue
    values = dict(re.findall(r"^(User|WorkingDirectory|UMask)=(.*)$", unit, re.M))
    files = map(pathlib.Path, re.findall(r"^EnvironmentFile=-?(.*)$", unit, re.M))
    lines = [line for file in files if file.exists() for line in file.read_text().splitlines()]
    user = pwd.getpwnam(values["User"])
    environment = {"PATH": os.defpath, "HOME": user.pw_dir, **dict(l.split("=", 1) for l in lines)}
    log = open(f"/var/log/{name}.log", "ab")
    for command in re.findall(r"^ExecStart=(.*)$", unit, re.M):
        arguments = shlex.split(command.replace("%%", "%"))
        process = subprocess.Popen(
            arguments, cwd=values["WorkingDirectory"], env=environment, user=user.pw_uid,
            group=user.pw_gid, extra_groups=[], umask=int(values["UMask"], 8),
            stdout=log, stderr=log, stdin=subprocess.DEVNULL,
            start_new_session=True)
        if "oneshot" in unit and process.wait():
            sys.exit(f"{name}: {command} failed, see /var/log/{name}.log")
"""
# As on a machine that has just started.
STARTED = """
pg_ctlcluster 17 main start
nginx
mkdir -p /etc/ssl/forum
"""
# Nothing of a bare Debian makes certificates without asking; openssl comes with postgresql.
CERTIFICATE = """
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=forum.example.org \
  -keyout /etc/ssl/forum/privkey.pem -out /etc/ssl/forum/fullchain.pem 2>/dev/null
"""
# What is typed before a prompt for a password stands is thrown away.
TYPING = r"""
import os, pty, sys
answers = {b"Username": b"editor", b"mail": b"editor@example.org", b"Password": b"simple-7391-not"}
process, terminal = pty.fork()
if process == 0:
    os.execvp(sys.argv[1], sys.argv[1:])
output = b""
while True:
    try:
        output += os.read(terminal, 1000)
    except OSError:
        break
    prompt = output.rpartition(b"\n")[2]
    if prompt.endswith(b": "):
        word = next(word for word in answers if word in prompt)
        os.write(terminal, answers[word] + b"\n")
        output += b"\n"
print(output.decode())
sys.exit(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]))
"""
LOOK = r"""
echo "127.0.0.1 forum.example.org" >> /etc/hosts
python3 - <<'LOOK'
import ssl, sys, time, urllib.request
context = ssl.create_default_context(cafile="/etc/ssl/forum/fullchain.pem")
def ask(path, data=None):
    request = urllib.request.Request(f"https://forum.example.org{path}", data)
    try:
        return urllib.request.urlopen(request, context=context, timeout=30).status
    except urllib.error.HTTPError as error:
        return error.code
for _attempt in range(60):
    if ask("/readyz") == 200:
        break
    time.sleep(0.5)
paths = ("/", "/en/", "/zh-hans/", "/en/search/?q=port", "/admin/login/")
seen = {path: ask(path) for path in paths}
seen["an upload of 2 MB"] = ask("/admin/login/", b"x" * 2_000_000)
print("seen:", ", ".join(f"{path} {status}" for path, status in seen.items()))
LOOK
"""
# The timer's hour, and the look of the next morning.
NIGHT, MORNING = "first night:", "next morning:"
DAY = f"""
set +e
manage check_site
echo "{NIGHT}"
systemctl start forum-daily
cat /var/log/forum-daily.service.log
echo "{MORNING}"
manage check_site
exit 0
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, help="A bare Debian in a folder, made by debootstrap.")
    base = parser.parse_args().base
    if os.getuid() != 0 or not (base or shutil.which("debootstrap")):
        raise SystemExit("To install a Debian in a folder takes root and debootstrap.")
    # Who is told to end, by a time limit for one, takes the folder away.
    signal.signal(signal.SIGTERM, lambda *_signal: sys.exit(143))
    with tempfile.TemporaryDirectory(prefix="forum-debian-") as folder:
        system = Path(folder) / "debian"
        if base:
            subprocess.run(["cp", "-a", str(base), str(system)], check=True)
        else:
            command = ["debootstrap", "--variant=minbase", SUITE, str(system), MIRROR]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        rehearse(system)


def rehearse(system: Path) -> None:
    programs, database, services = read_blocks()
    prepare(system)
    began = time.monotonic()
    enter(system, programs.replace(SOURCE, "/mnt/source"), has_network=True)
    verify_units(system)
    database = database.replace("manage createsuperuser", type_answers("manage createsuperuser"))
    work = f"{STARTED}{CERTIFICATE}{database}{services.replace('manage check_site', '')}{LOOK}"
    output = enter(system, f"{work}{DAY}", has_network=False)
    seen = next(line for line in output.splitlines() if line.startswith("seen:"))
    complaints = find_complaints(output)
    told = f"a day later missing but mail: {', '.join(complaints) or 'nothing'}"
    sys.stdout.write(
        f"debian: by the README in {time.monotonic() - began:.0f} s; {seen}; {told}: "
        f"{'MISSED' if complaints else 'reached'}\n"
    )
    if complaints:
        raise SystemExit(1)


def find_complaints(output: str) -> list[str]:
    """Return what failed in the first night, and what the site misses after it, but for mail.

    No mail server answers here: the look at the site says so, and so fails.
    """
    night, _mark, day = output.partition(NIGHT)[2].partition(MORNING)
    jobs = re.findall(r"^(\w+) failed: ", night, re.M)
    findings = re.findall(r"^((?:error|warning): .*)$", day, re.M)
    is_told = "Sound: " in day
    return [
        *(f"{job} failed" for job in jobs if job != "check_site"),
        *(line for line in findings if not line.startswith("error: MAILERS ")),
        *([] if is_told else ["check_site said nothing"]),
    ]


def read_blocks() -> list[str]:
    """Return the commands that the README names for production, in three blocks."""
    section = (ROOT / "README.md").read_text().partition("## Run it for real\n")[2]
    return re.findall(r"^```sh\n(.*?)^```", section.partition("\n## ")[0], re.M | re.S)[:3]


def prepare(system: Path) -> None:
    """Give a bare system what its machine would have: names, a services' manager, the code."""
    shutil.copy("/etc/resolv.conf", system / "etc" / "resolv.conf")
    # Services do not start while packages are unpacked: the folder has no manager of them.
    policy = system / "usr" / "sbin" / "policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n")
    policy.chmod(0o755)
    manager = system / "usr" / "local" / "bin" / "systemctl"
    manager.write_text(SYSTEMCTL)
    manager.chmod(0o755)
    source = system / "mnt" / "source"
    subprocess.run(["git", "clone", "--quiet", "--bare", str(ROOT), str(source)], check=True)
    authorities = os.environ.get("SSL_CERT_FILE", "")
    if authorities:
        shutil.copy(authorities, system / "mnt" / "authorities.pem")


def enter(system: Path, commands: str, *, has_network: bool) -> str:
    """Run commands in a system one by one, told as they run; stop at the first that fails."""
    script = system / "mnt" / "commands"
    script.write_text(f"set -eux\n{commands}")
    mounts = (
        f"mount --bind /dev {system}/dev && mount -t devpts devpts {system}/dev/pts && "
        f"mount -t tmpfs tmpfs {system}/run && mkdir -m 1777 {system}/run/lock && "
        f"mkdir -p {system}/run/postgresql && chmod 1777 {system}/run/postgresql && "
        f"{'true' if has_network else 'ip link set lo up'} && "
        f"exec chroot {system} bash /mnt/commands"
    )
    names = ["--mount", "--pid", "--fork", "--kill-child", f"--mount-proc={system}/proc"]
    process = subprocess.run(
        ["unshare", *names, *([] if has_network else ["--net"]), "sh", "-c", mounts],
        env={
            "HOME": "/root",
            "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "DEBIAN_FRONTEND": "noninteractive",
            "SSL_CERT_FILE": "/mnt/authorities.pem" if has_network else "",
        },
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        text=True, check=False,
    )  # fmt: skip
    sys.stdout.write(process.stdout)
    if process.returncode:
        raise SystemExit("debian: a newcomer stops here.")
    return process.stdout


def verify_units(system: Path) -> None:
    """Have systemd read the units; what it would run lies in the system's folder."""
    for name in UNITS:
        unit = (ROOT / "deploy" / name).read_text()
        copy = system / "etc" / "systemd" / "system" / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_text(unit)
    command = ["systemd-analyze", "verify", f"--root={system}", *UNITS]
    process = subprocess.run(command, capture_output=True, text=True, check=False)
    complaints = [line for line in process.stderr.splitlines() if "forum" in line]
    if complaints:
        raise SystemExit("\n".join(complaints))


def type_answers(command: str) -> str:
    """Return lines that type an answer at each of a command's prompts, as a person does."""
    return f"python3 - {command} <<'TYPE'\n{TYPING}TYPE\n"


if __name__ == "__main__":
    main()
