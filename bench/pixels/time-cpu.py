"""CPU seconds of SEP's steps and of Source Extractor on one raw: time-cpu.py PEERS.PY RAW. Prints JSON.

Other work on the machine lengthens a clock's seconds much more than these.
"""
import importlib.util
import json
import resource
import subprocess
import sys
import time

import fitsio
import sep

spec = importlib.util.spec_from_file_location("peers", sys.argv[1])
peers = importlib.util.module_from_spec(spec)
spec.loader.exec_module(peers)
sep.set_extract_pixstack(5_000_000)
seconds = {}


def timed(name, step):
    start = time.process_time()
    outcome = step()
    seconds[name] = time.process_time() - start
    return outcome


def decode():
    with fitsio.FITS(sys.argv[2]) as file:
        return [file[i].read() for i in range(1, 17)]


def of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


segments = timed("decode", decode)
image = timed("assembly", lambda: peers.assemble(segments, [1.0] * 16))
background = timed("background", lambda: sep.Background(image, bw=64, bh=64, fw=3, fh=3))
flat = timed("subtract", lambda: image - background.back())
found = timed("extract", lambda: sep.extract(flat, 5, err=background.globalrms))
timed("halfLight", lambda: sep.flux_radius(flat, found["x"], found["y"], 6 * found["a"], 0.5, subpix=5))
command, _ = peers.source_extractor(image)
before = of_children()
subprocess.run(command, check=True, capture_output=True, cwd=peers.WORK)
seconds["sourceExtractor"] = of_children() - before
print(json.dumps(seconds))
