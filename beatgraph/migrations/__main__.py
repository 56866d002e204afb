"""`python -m beatgraph.migrations "add playlists"` writes the next migration."""

import sys

from beatgraph.migrations import write

if len(sys.argv) != 2 or not sys.argv[1].strip():
    raise SystemExit('Say what the migration does: make migration NAME="add playlists"')
write(sys.argv[1])
