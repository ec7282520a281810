"""What processes have used: processor time and memory, on Linux from /proc, elsewhere from ps."""

import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def family(root: int) -> list[int]:
    """A process and all below it."""
    told = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in told.splitlines()]
    found = [root]
    for parent in found:
        found += [pid for pid, above in pairs if above == parent]
    return found


def processor_seconds(roots: list[int]) -> float:
    """Processor time these processes and all below them have used, those that ended included."""
    total = 0
    for pid in {each for root in roots for each in family(root)}:
        total += ticks(pid)
    return total / TICKS


def ticks(pid: int) -> int:
    """Own ticks and those of children that have ended."""
    if not PROC.exists():
        told = subprocess.run(["ps", "-o", "cputime=", "-p", str(pid)], capture_output=True, text=True, check=False)
        parts = [float(part) for part in told.stdout.strip().replace("-", ":").split(":") if part]
        return int(sum(part * 60**place for place, part in enumerate(reversed(parts))) * TICKS)
    try:
        fields = (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return sum(int(field) for field in fields[11:15])


def memory(pid: int) -> float:
    """Megabytes: the process's fair share of what it shares (Linux), else what is resident."""
    try:
        for line in (PROC / str(pid) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    told = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return int(told.stdout.strip() or 0) / 1024


def circumstances() -> dict[str, str | float]:
    """When and where something was measured, and how busy the machine was at the end."""
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}",
        "load_average": round(os.getloadavg()[0], 1),
    }
