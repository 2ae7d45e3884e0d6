#!/usr/bin/env python3
"""Kills a run at moments of chance, again and again, until it is let end; its results must be those of a run left alone.

Usage: run_kills.py [--avts-nb PATH] [--notebook FILE] [--kills 200] [--seed 5]

Each round begins without data: what is killed generates the synthetic world, decodes it, trains with checkpoints in the cache and saves its
record. Results and checks of `run.json` are compared.
"""
import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time


def run(options, place, data, out, seconds=None):
    """The exit code, or None where it was killed after some seconds."""
    environment = dict(os.environ, AVTS_DATA=data, XDG_CACHE_HOME=f"{place}/cache")
    process = subprocess.Popen(
        [options.avts_nb, "run", options.notebook, "-p", "scale=smoke", "--out", out, "-q"], env=environment,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        return process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return None


def results(out):
    with open(f"{out}/run.json") as file:
        record = json.load(file)
    return record["results"], [(check["message"], check["passed"]) for check in record["checks"]]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--avts-nb", default=".build/release/avts-nb")
    parser.add_argument("--notebook", default="notebooks/curriculum.avtsnb")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=5)
    options = parser.parse_args()
    for path in (options.avts_nb, options.notebook):
        if not os.path.isfile(path):
            sys.exit(f"{path}: there is no such file")
    random.seed(options.seed)
    with tempfile.TemporaryDirectory() as place:
        run(options, place, f"{place}/first", f"{place}/first.out")  # compiles the cells
        began = time.time()
        if run(options, place, f"{place}/clean", f"{place}/clean.out") != 0:
            sys.exit("the run left alone failed")
        span, expected = time.time() - began, results(f"{place}/clean.out")
        kills, rounds, different = 0, 0, 0
        while kills < options.kills:
            rounds += 1
            data, out, code = f"{place}/data", f"{place}/out", None
            for _ in range(14):
                code = run(options, place, data, out, random.uniform(0.1, 1.5 * span))
                if code is not None:
                    break
                kills += 1
            if code is None:
                code = run(options, place, data, out)
            if code != 0 or results(out) != expected:
                different += 1
                print(f"round {rounds}: exit code {code}, other results", flush=True)
            shutil.rmtree(data, ignore_errors=True)
            shutil.rmtree(out, ignore_errors=True)
    print(f"{kills} kills in {rounds} rounds, {different} with other results")
    sys.exit(1 if different else 0)


if __name__ == "__main__":
    main()
