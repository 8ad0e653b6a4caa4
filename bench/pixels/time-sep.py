"""Times SEP on a square image: time-sep.py FILE SIDE, where FILE holds SIDE x SIDE 32-bit floats. Prints JSON."""
import json
import sys
import time

import numpy as np
import sep

sep.set_extract_pixstack(5_000_000)
sep.set_sub_object_limit(8192)
side = int(sys.argv[2])
image = np.fromfile(sys.argv[1], dtype=np.float32).reshape(side, side)
seconds = {}


def timed(name, step):
    start = time.perf_counter()
    outcome = step()
    seconds[name] = time.perf_counter() - start
    return outcome


background = timed("background", lambda: sep.Background(image, bw=64, bh=64, fw=3, fh=3))
flat = image - background.back()
found = timed("extract", lambda: sep.extract(flat, 5, err=background.globalrms))
timed("halfLight", lambda: sep.flux_radius(flat, found["x"], found["y"], 6 * found["a"], 0.5, subpix=5))
print(json.dumps({**seconds, "sources": len(found)}))
