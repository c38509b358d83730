"""A Hello World API that gives up after a second, before it ever listens for /hello."""

import sys
import time

time.sleep(1)
print("fatal: no connection to the database", file=sys.stderr, flush=True)
sys.exit(3)
