"""Entry of script/server and script/test: python3 bench server|test …"""

import sys

from builder.main import main

sys.exit(main(sys.argv[1:]))
