"""`python -m navet` is the program `navet`."""

import sys

from navet.config.program import main

sys.exit(main())
