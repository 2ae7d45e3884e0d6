#!/usr/bin/env python3
"""A whole film, read here and by PyAV: every picture at 112×112, and its sound at 16 kHz in one channel.

Usage: media_film.py FILM [--avts-nb PATH] [--turns 3]

Each is a process of its own, in turns: `avts-nb -e`, which works in two, the native program that `avts-nb build` makes, and PyAV, which gathers
the pictures in two ways. Memory is the peak of the whole process, of avts-nb's cell process too; seconds are those of the processor, all
threads and processes together. Prints the medians as a table.
"""
import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

from process_memory import peak_kibibytes

OURS = {
    "frames": "let f = try ClipReader({film}).everyFrame(size: FrameSize(square: 112)); print(f.times.count)",
    "sound": "let w = try ClipReader({film}).waveform(sampleRate: 16_000); print(w.samples.count)",
    "nothing": "print(0)",
}
PEER = {
    "frames": """
import av, sys, numpy as np
c = av.open(sys.argv[1]); s = c.streams.video[0]; s.thread_type = "AUTO"
frames = [f.reformat(112, 112, "rgb24").to_ndarray() for f in c.decode(s)]
all = np.stack(frames)
print(len(all))
""",
    "frames, appended": """
import av, sys
c = av.open(sys.argv[1]); s = c.streams.video[0]; s.thread_type = "AUTO"
all, count = bytearray(), 0
for f in c.decode(s):
    all += f.reformat(112, 112, "rgb24").to_ndarray().tobytes(); count += 1
print(count)
""",
    "sound": """
import av, sys, numpy as np
c = av.open(sys.argv[1]); r = av.AudioResampler("flt", "mono", 16000)
parts = [p.to_ndarray().reshape(-1) for f in c.decode(audio=0) for p in r.resample(f)]
print(len(np.concatenate(parts)))
""",
    "nothing": "import av, numpy\nprint(0)",
}


def measure(command):
    """Seconds of the processor, MiB at the peak, and what was printed."""
    before = os.times()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    peak = 0
    while process.poll() is None:
        peak = max(peak, peak_kibibytes(process.pid))
        time.sleep(0.005)
    printed = process.stdout.read().strip()
    after = os.times()
    if process.returncode != 0:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return used, peak / 1024, printed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("film")
    parser.add_argument("--avts-nb", default=".build/release/avts-nb")
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    if not os.path.isfile(options.film):
        sys.exit(f"{options.film}: there is no such file")
    film = os.path.abspath(options.film)
    text = '"' + film.replace("\\", "\\\\").replace('"', '\\"') + '"'
    print("| | avts-nb -e | native program | PyAV |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        for name, peer in PEER.items():
            sides = [[sys.executable, "-c", peer, film]]
            if name in OURS:
                code = OURS[name].replace("{film}", text)
                with open(f"{place}/one.avtsnb", "w") as notebook:
                    notebook.write(f"---\navtsnb: 1\n---\n```swift\n{code}\n```\n")
                subprocess.run(
                    [options.avts_nb, "build", f"{place}/one.avtsnb", "-o", f"{place}/one", "--force"], check=True,
                    stderr=subprocess.DEVNULL)
                program = [f"{place}/one", "--out", f"{place}/one.out"]
                sides = [[options.avts_nb, "-e", code], program] + sides
                measure(sides[0])  # compiles the cell
            found = [[] for _ in sides]
            for _ in range(options.turns):
                for side, command in zip(found, sides):
                    side.append(measure(command))
            cells = [""] * (3 - len(sides))
            for side in found:
                used, peak = statistics.median(x[0] for x in side), statistics.median(x[1] for x in side)
                cells.append(f"{peak:.0f} MiB, {used:.2f} s ({side[0][2]})")
            print(f"| {name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
