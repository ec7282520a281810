"""The last euro, raced for 50 times by 64 threads in two hubs: `python benchmarks/race_last_euro.py [TIMES]`.

Prints how many races had exactly one winner and ends with status 1 if any had not.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

HOUSE = Path(__file__).parent.parent
RACE = "src/navet/stateaid/tests/test_race_last_euro.py"


def main(times: int = 50) -> int:
    began = time.perf_counter()
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--tb=short", "-k", "64_at_once", RACE],
        cwd=HOUSE,
        env=os.environ | {"NAVET_RACES": str(times)},
        capture_output=True,
        text=True,
        check=False,
    )
    print(ran.stdout)
    held = ran.returncode == 0
    won = "every one had exactly one winner" if held else "NOT every one had exactly one winner"
    full = "no window passed the ceiling and no entry was lost" if held else "see above for what went wrong"
    print(f"{times} races of 64 threads in two hubs for the last euro: {won}.")
    print(f"{times} of 64 back-dated grants to one group: {full} ({time.perf_counter() - began:.0f} s in all).")
    return ran.returncode and 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
