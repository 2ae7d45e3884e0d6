#!/usr/bin/env python3
"""Pairs avts-bench with its peers, side by side in one run, and writes the tables of Documentation/Performance.md.

Usage: bench.py [--python PYTHON] [--rounds 3] [--runs 7] [--part operations] [--only WORD] [--dry]

PYTHON needs torch, librosa, torchaudio, python_speech_features and av; a peer that is not installed is left out and said so.
Ours and the peers' take turns, `rounds` times each, so that a machine that slows down slows both. A figure is the median of the
rounds' medians; a ratio is the peer's time divided by ours.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BENCH = os.path.join(ROOT, ".build/release/avts-bench")
PEERS = os.path.join(ROOT, "Tests/Reference")
TARGET = os.path.join(ROOT, "Documentation/Performance.md")


def measurements(command):
    """The JSON objects a benchmark prints, by name; empty where it cannot run."""
    done = subprocess.run(command, capture_output=True, text=True)
    found = {}
    for line in done.stdout.splitlines():
        if line.startswith("{"):
            one = json.loads(line)
            found[one["name"]] = one
    if done.returncode != 0 or not found:
        print(f"  cannot run {' '.join(command)}: {(done.stderr.strip().splitlines() or ['no output'])[-1]}", file=sys.stderr)
        return {}
    return found


class Side:
    """Ours or a peer: a command, the name of the measurement in its output, how it is called in the table."""

    def __init__(self, label, command, name=None):
        self.label, self.command, self.name, self.rounds = label, command, name, []

    def run(self):
        found = measurements(self.command)
        if found:
            one = found.get(self.name) if self.name else next(iter(found.values()))
            if one:
                self.rounds.append(one)

    @property
    def seconds(self):
        return statistics.median(one["median"] for one in self.rounds) if self.rounds else None

    @property
    def memory(self):
        key = "residentBytes" if "residentBytes" in self.rounds[0] else "peakBytes"
        return max(one[key] for one in self.rounds)

    def spread(self):
        low = min(one["minimum"] for one in self.rounds)
        high = max(one["maximum"] for one in self.rounds)
        return f"{show(self.seconds)} ({show(low)}–{show(high)})"


def show(seconds):
    if seconds >= 1:
        return f"{seconds:.2f} s"
    milliseconds = seconds * 1e3
    if milliseconds >= 100:
        return f"{milliseconds:.0f} ms"
    return f"{milliseconds:.1f} ms" if milliseconds >= 10 else f"{milliseconds:.2f} ms"


def rows(options, film):
    def ours(*words, name=None, label="avts-bench"):
        return Side(label, [BENCH, *words, "--json", "--runs", str(options.runs)], name)

    def torch(*words, label):
        return Side(label, [options.python, f"{PEERS}/bench_torch.py", *words, "--runs", str(options.runs)])

    def filter_bank(library):
        return Side(library, [options.python, f"{PEERS}/bench_filter_bank.py"], f"{library} log filter bank 40 of 1024, 10 ms")

    yield ("training step `mc3_18`, 8 clips of 8×56×56, f32", 1.25, ours("step-mc3"), [
        torch("step-mc3", label="PyTorch"), torch("step-mc3", "--channels-last", label="PyTorch, channels last")])
    yield ("the same in bf16", 1.25, ours("step-mc3", "--bf16"), [
        torch("step-mc3", "--bf16", label="PyTorch autocast"),
        torch("step-mc3", "--bf16", "--channels-last", label="PyTorch autocast, channels last")])
    yield ("the same in bf16, against our own f32", 2.0, ours("step-mc3", "--bf16"), [ours("step-mc3", label="f32")])
    yield ("training step of the mini pair, batch 64", 2.5, ours("step-mini"), [
        torch("step-mini", label="PyTorch"), torch("step-mini", "--channels-last", label="PyTorch, channels last")])
    yield ("log filter bank of 60 s at 16 kHz", 3.0,
           ours("filter-bank", name="log filter bank 40 of 1024, 10 ms"), [filter_bank("librosa")])
    yield ("the same", 1.5, ours("filter-bank", name="log filter bank 40 of 1024, 10 ms"), [filter_bank("torchaudio")])
    name = "1-s clips at 112×112, 24 frames/s"
    yield ("6 clips of 1 s at 112², 24 frames/s, from 720p H.264", 1.2,
           ours("decode", "--film", film, "--clips", "6", name=name), [
               Side("PyAV", [options.python, f"{PEERS}/bench_decode.py", film, "--clips", "6", "--runs", str(options.runs)], name)])
    yield ("`avts-nb -e '1 + 1'`, whole process", 20.0, ours("startup"), [Import("import torch", options)])
    script = f"{PEERS}/bench_script.py"
    if os.path.exists(script):
        mine, theirs = [BENCH, "script", "--json", "--runs", str(options.runs)], [options.python, script, "--runs", str(options.runs)]
        for name in measurements(mine[:-2] + ["--runs", "1"]):
            yield (f"script: {name}", 1.0, Side("avts-bench", mine, name), [Side("CPython", theirs, name)])


class Import(Side):
    """A Python process that imports something and ends."""

    def __init__(self, statement, options):
        super().__init__(f"`python3 -c '{statement}'`", [options.python, "-c", statement])
        self.runs = options.runs

    def run(self):
        seconds = []
        for _ in range(self.runs):
            start = time.perf_counter()
            if subprocess.run(self.command, capture_output=True).returncode != 0:
                return
            seconds.append(time.perf_counter() - start)
        self.rounds.append({"median": statistics.median(seconds), "minimum": min(seconds), "maximum": max(seconds), "peakBytes": 0})


def targets(options, film):
    lines = ["| work | avts-nb | peer | | times as fast | target | met |", "|---|---|---|---|---|---|---|"]
    memory = []
    for work, target, ours, peers in rows(options, film):
        if options.only and options.only not in work:
            continue
        print(work, file=sys.stderr)
        for _ in range(options.rounds):
            ours.run()
            for peer in peers:
                peer.run()
        there = [peer for peer in peers if peer.rounds]
        if not ours.rounds or not there:
            lines.append(f"| {work} | | | not installed here | | ≥ {target:g} | not measured |")
            continue
        best = min(there, key=lambda peer: peer.seconds)
        ratio = best.seconds / ours.seconds
        lines.append(
            f"| {work} | {ours.spread()} | {best.label} | {best.spread()} | **{ratio:.2f}** | ≥ {target:g} | "
            f"{'yes' if ratio >= target else 'no'} |")
        if "training step" in work and "PyTorch" in best.label:
            least = min(there, key=lambda peer: peer.memory)
            share = ours.memory / least.memory
            memory.append(
                f"| peak memory of the process, {work} | {ours.memory / 1e6:.0f} MB | {least.label} | {least.memory / 1e6:.0f} MB | "
                f"{share:.2f}× | ≤ 0.6× | {'yes' if share <= 0.6 else 'no'} |")
    if not options.only or options.only in BRAIN_FLOATS:
        half, whole = (Side("avts-bench", [BENCH, "step-mc3", "--batch", "32", "--runs", "1", "--json", *more])
                       for more in (["--bf16"], []))
        half.run()
        whole.run()
        if half.rounds and whole.rounds:
            share = half.memory / whole.memory
            memory.append(
                f"| {BRAIN_FLOATS} | {half.memory / 1e6:.0f} MB | f32 | {whole.memory / 1e6:.0f} MB | {share:.2f}× | ≤ 0.6× | "
                f"{'yes' if share <= 0.6 else 'no'} |")
    return "\n".join(lines + memory)


BRAIN_FLOATS = "peak memory of the process, the same with 32 clips in bf16, against our own f32"


def operations(options):
    """Single operations, all of each side in turns; attention has a target of its own."""
    mine = [BENCH, "tensor", "--json", "--runs", str(2 * options.runs)]
    theirs = [options.python, f"{PEERS}/bench_torch_tensor.py", "--json", "--runs", str(2 * options.runs)]
    names = list(measurements(theirs[:-1] + ["1"]))
    sides = [(Side("avts-bench", mine, name), Side("PyTorch", theirs, name)) for name in names]
    for _ in range(options.rounds):
        for index, command in enumerate((mine, theirs)):
            found = measurements(command)
            for pair in sides:
                if pair[index].name in found:
                    pair[index].rounds.append(found[pair[index].name])
    lines = ["| operation | avts-nb | PyTorch | times as fast | target | met |", "|---|---|---|---|---|---|"]
    for ours, peer in sides:
        if ours.rounds and peer.rounds:
            ratio, target = peer.seconds / ours.seconds, 1.25 if "attention" in ours.name else 1
            lines.append(
                f"| {ours.name} | {ours.spread()} | {peer.spread()} | **{ratio:.2f}** | ≥ {target:g} | {'yes' if ratio >= target else 'no'} |")
    return "\n".join(lines)


def roofline(options):
    best = max((one for one in measurements_all([BENCH, "gemm", "--json", "--runs", str(options.runs)])
                if one["name"].startswith("gemm 1024")), key=lambda one: one["gigaflops"])
    stream = measurements([BENCH, "tensor", "--only", "2²⁶", "--json", "--runs", str(options.runs)])
    lines = [
        f"The roofs of this machine: {best['gigaflops']:.0f} GFLOP/s ({best['name']}, {best['implementation']}) and "
        f"{next(iter(stream.values()))['rate']:.0f} GB/s (adding two arrays of 256 MiB), {best['threads']} threads.", "",
        "| step | | time | clips/s | GFLOP/s | share of the roof | peak of the pool |", "|---|---|---|---|---|---|---|"]

    def add(what, label, words):
        one = next(iter(measurements([BENCH, *words, "--json", "--runs", str(options.runs)]).values()))
        lines.append(
            f"| {what} | {label} | {show(one['median'])} | {one['rate']:.0f} | {one['gigaflops']:.0f} | "
            f"{100 * one['gigaflops'] / best['gigaflops']:.0f} % | {one['peakBytes'] / 1e6:.0f} MB |")

    for batch in (16, 32, 64, 128):
        add("mini pair", f"batch {batch}", ["step-mini", "--batch", str(batch)])
    for width in (4, 16, 32):
        add("mini pair", f"width {width}", ["step-mini", "--width", str(width)])
    for threads in range(1, os.cpu_count() + 1):
        add("mini pair", f"{threads} thread{'s' * (threads > 1)}", ["step-mini", "--threads", str(threads)])
    for frames in (4, 8, 16):
        add("`mc3_18`", f"{frames} frames", ["step-mc3", "--frames", str(frames)])
    for threads in range(1, os.cpu_count() + 1):
        add("`mc3_18`", f"{threads} thread{'s' * (threads > 1)}", ["step-mc3", "--threads", str(threads)])
    add("`mc3_18`", "bf16", ["step-mc3", "--bf16"])
    return "\n".join(lines)


def measurements_all(command):
    done = subprocess.run(command, capture_output=True, text=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def loader(options):
    lines = ["| one epoch | networks | time | clips/s | slower than from memory |", "|---|---|---|---|---|"]
    for networks, words in (("mini pair, 320 videos of 4 s", []), ("MC3-18 and the small VGG, 64 videos", ["--full", "--videos", "64"])):
        found = measurements([BENCH, "loader", *words, "--json", "--runs", str(min(options.runs, 5))])
        memory = next(iter(found.values()))["median"]
        for name, one in found.items():
            lines.append(
                f"| {name.split(', MC3')[0]} | {networks} | {show(one['median'])} | {one['rate']:.0f} | "
                f"{100 * (one['median'] / memory - 1):.0f} % |")
    return "\n".join(lines)


def machine():
    model = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), platform.processor())
    flags = next((line for line in open("/proc/cpuinfo") if line.startswith("flags")), "")
    extras = [name for flag, name in (("avx512f", "AVX-512"), ("avx512_bf16", "AVX-512 BF16"), ("amx_bf16", "AMX")) if f" {flag} " in flags + " "]
    revision = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
    return (f"Measured by `make bench` on {time.strftime('%-d %B %Y')} at revision {revision}: {model}"
            f"{' with ' + ', '.join(extras) if extras else ''}, {os.cpu_count()} cores, Linux {platform.release()}.")


def write(part, text):
    """Replaces what stands between the part's two marks."""
    document = open(TARGET, encoding="utf-8").read()
    begin, end = f"<!-- {part} -->\n", f"<!-- end of {part} -->"
    before, rest = document.split(begin)
    document = before + begin + text + "\n" + end + rest.split(end)[1]
    with open(TARGET, "w", encoding="utf-8") as file:
        file.write(document)


def with_film(options):
    with tempfile.TemporaryDirectory() as folder:
        film = os.path.join(folder, "film.mp4")
        subprocess.run(
            ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=1280x720:rate=24:duration=20", "-f", "lavfi", "-i",
             "sine=frequency=440:duration=20", "-c:v", "libx264", "-preset", "veryfast", "-g", "250", "-pix_fmt", "yuv420p", film],
            check=True)
        return targets(options, film)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--part", help="only this table", choices=["targets", "operations", "growth", "loader", "machine"])
    parser.add_argument("--only", help="only rows whose work contains this; nothing is written")
    parser.add_argument("--dry", action="store_true", help="print the tables, write nothing")
    options = parser.parse_args()
    made = {
        "targets": lambda: with_film(options), "operations": lambda: operations(options), "growth": lambda: roofline(options),
        "loader": lambda: loader(options), "machine": machine}
    wanted = ["targets"] if options.only else [options.part] if options.part else list(made)
    parts = {part: made[part]() for part in wanted}
    for part, text in parts.items():
        print(f"\n{text}")
        if not (options.only or options.dry):
            write(part, text)


if __name__ == "__main__":
    main()
