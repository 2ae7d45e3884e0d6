#!/usr/bin/env python3
"""The work of `avts-bench decode --film FILM` by PyAV: 1-s clips at 112×112 from the same places of a film. One JSON object a line.

Usage: bench_decode.py FILM [--clips 16] [--runs 7]
"""
import argparse
import json
import statistics
import time

import av
import numpy as np


def clip(container, start, rate, side):
    """The frames shown at start, start + 1/rate, … for one second: each the last one whose time has come."""
    stream = container.streams.video[0]
    container.seek(int(start / stream.time_base), stream=stream, backward=True)
    times = start + np.arange(rate) / rate
    frames, shown = [], None
    for frame in container.decode(stream):
        while len(frames) < rate and shown is not None and frame.time > times[len(frames)] + 1e-6:
            frames.append(shown)
        if len(frames) == rate:
            break
        shown = frame
    while len(frames) < rate and shown is not None:
        frames.append(shown)
    pictures = {}
    for frame in frames:
        if id(frame) not in pictures:
            pictures[id(frame)] = frame.reformat(side, side, "rgb24").to_ndarray()
    return np.stack([pictures[id(frame)] for frame in frames])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("film")
    parser.add_argument("--clips", type=int, default=16)
    parser.add_argument("--runs", type=int, default=7)
    options = parser.parse_args()
    container = av.open(options.film)
    container.streams.video[0].thread_type = "AUTO"
    duration = container.duration / av.time_base
    places = [(i * 0.618034) % 1 * (duration - 1.1) for i in range(options.clips)]
    for rate in (12, 24):
        def work():
            for place in places:
                assert clip(container, place, rate, 112).shape == (rate, 112, 112, 3)
        work()
        seconds = []
        for _ in range(options.runs):
            start = time.perf_counter()
            work()
            seconds.append(time.perf_counter() - start)
        median = statistics.median(seconds)
        print(json.dumps({
            "name": f"1-s clips at 112×112, {rate} frames/s", "median": median, "minimum": min(seconds), "maximum": max(seconds),
            "runs": options.runs, "rate": options.clips / median, "rateUnit": "clips/s", "implementation": f"PyAV {av.__version__}"}))


if __name__ == "__main__":
    main()
