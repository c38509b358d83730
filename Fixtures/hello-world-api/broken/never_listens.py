"""A Hello World API that says it is starting and never answers /hello."""

import sys
import time

print("starting: waiting for the database", file=sys.stderr, flush=True)
while True:
    time.sleep(60)
