"""Puts Navet itself into the environment that runs this: its source folder on the path, and the program `navet`.

No build step, so nothing but the locked libraries is ever fetched.
"""

import sys
import sysconfig
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PROGRAM = """#!/bin/sh
exec "$(dirname -- "$0")/python" -m navet "$@"
"""


def main() -> None:
    Path(sysconfig.get_path("purelib"), "navet.pth").write_text(f"{HERE / 'src'}\n")
    program = Path(sys.executable).parent / "navet"
    program.write_text(PROGRAM)
    program.chmod(0o755)


if __name__ == "__main__":
    main()
