#!/usr/bin/env python3
"""Compares what `avts-nb` reads of every media file beneath a folder with what ffmpeg and PyAV read of it.

Usage: media_corpus.py FOLDER --avts-nb PATH [--json OUT] [--only WORD] [--jobs 1]

Needs Linux, Python 3.9 or newer with numpy and av, and ffmpeg and ffprobe on the PATH (best of the release that avts-nb is linked with).

ffmpeg is the reference: it decodes the whole file from its beginning (media_reference.py). avts-nb and PyAV then each get a process of
their own, in which they open the file and go to five moments and three half-seconds of sound, back and forth; seconds and peak memory
are of these. avts-nb gives each picture at its own size, and the first of them at half the size too.

Exit code: 0 where all agree within the tolerances below, 1 otherwise.
"""
import argparse
import concurrent.futures
import json
import os
import resource
import subprocess
import sys
import tempfile
import time

import av
import numpy as np

from process_memory import peak_kibibytes
from media_reference import RATE, Reference, best_stream

# What still counts as agreement.
DURATION = 0.05  # s, and never less than a frame
PICTURE = 30.0  # dB, over all pixels of the worst picture
LAG = 0.003  # s
CORRELATION = 0.98
LEVEL = 0.5  # dB
SECONDS, SPARE_SECONDS = 1.5, 1.0  # times as long as PyAV, and this much more
MEBIBYTES = 64  # more than PyAV

TIMEOUT = 120.0  # s, of avts-nb and PyAV each
ADDRESS_SPACE = 16 << 30  # bytes
WINDOW, REACH = 0.5, 0.2  # s: windows of sound are compared at lags up to the reach
SUFFIXES = set(
    """3g2 3gp aac ac3 adx aif aiff amr amv apng asf ast au avi caf cpk dfpwm dnxhr drc dts dv eac3 f4v flac flv g722 g726 g726le gif gsm
    gxf h261 h263 h264 h265 ircam ismv ivf latm m1v m2ts m2v m4a m4v mjpeg mka mkv mlp mmf mov mp2 mp3 mp4 mpeg mpg mts mxf nut obu
    oga ogg ogv oma opus ra rm roq rso sbc sox spx swf tco thd ts tta voc vob w64 wav weba webm wma wmv wtv wv y4m""".split())


# ------------------------------------------------------------------------------------------------------------ the two that compete


def limited(command):
    """Runs a process within limits: its output, its exit code, seconds, and MiB at the peak."""
    began, peak = time.perf_counter(), 0
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen(command, stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=tempfile.gettempdir(),
                                 preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE)))
        while child.poll() is None:
            # What getrusage says of a child counts the memory of this process too, as it was before the child was another program.
            peak = max(peak, peak_kibibytes(child.pid))
            if time.perf_counter() - began > TIMEOUT:
                child.kill()
            time.sleep(0.002)
        output.seek(0)
        return output.read().decode(errors="replace"), child.returncode, time.perf_counter() - began, peak / 1024


def ours(program, path, pictures, windows, span, folder):
    """Asks avts-nb; pictures (moment, width, height) and sounds come as .npy files, the rest as lines `word: …`."""
    quoted = lambda text: json.dumps(text, ensure_ascii=False)
    asked = [("picture", i, f"frames(from: {t}, duration: 0, size: FrameSize({w}, {h})).tensor()") for i, (t, w, h) in enumerate(pictures)]
    asked += [("sound", i, f"waveform(from: {t}, duration: {span}, sampleRate: {RATE}).samples") for i, t in enumerate(windows)]
    lines = [f'    do {{ try reader.{call}.write(npy: {quoted(f"{folder}/{kind}{i}.npy")}) }} catch {{ print("{kind}: {i} \\(error)") }}'
             for kind, i, call in asked]
    return limited([program, "-e", "\n".join([
        "do {", f"    let reader = try ClipReader({quoted(path)})", '    print("duration: \\(reader.duration)")',
        '    print("info: \\(reader.info)")', *lines, '} catch { print("refused: \\(error)") }'])])


def peer(path, pictures, windows, span, zero):
    """The same by PyAV, each time from the nearest earlier key frame. Runs in a process of its own."""
    with av.open(path) as container:
        for kind, asked in (("video", pictures), ("audio", [(t, 0, 0) for t in windows])):
            index = best_stream(container, kind)
            for moment, width, height in asked if index is not None else []:
                stream, shown, pieces = container.streams[index], None, []
                container.seek(int((moment + zero) / stream.time_base), stream=stream, backward=True)
                for frame in container.decode(stream):
                    after = -1 if frame.time is None else frame.time - zero - moment
                    if after > (0.001 if kind == "video" else span):
                        break
                    if kind == "video":
                        shown = frame
                    elif after + frame.samples / frame.sample_rate > 0:
                        pieces.append(frame.to_ndarray())
                if shown is not None:
                    shown.to_ndarray(format="rgb24", width=width, height=height)


# --------------------------------------------------------------------------------------------------------------------- comparing


def decibels(a, b):
    error = float(np.mean((a.astype(np.float32) - b.astype(np.float32)) ** 2)) if a.shape == b.shape else 255.0 ** 2
    return min(99.0, 10 * float(np.log10(255.0 ** 2 / max(error, 1e-9))))


def compare_sound(got, whole, start):
    """Lag (s, positive where ours comes later), correlation at that lag, and level (dB) of a window against the reference."""
    reach, first = int(REACH * RATE), int(round(start * RATE))
    padded = np.concatenate([np.zeros(reach), whole, np.zeros(2 * reach + len(got) + max(0, first - len(whole)))])
    near, got = padded[first:first + len(got) + 2 * reach].astype(np.float64), got.astype(np.float64)
    if all(np.sqrt(np.mean(x ** 2)) < 1e-4 for x in (got, near[reach:reach + len(got)])):
        return 0.0, 1.0, 0.0  # both silent
    size = 1 << int(np.ceil(np.log2(len(near) + len(got))))
    products = np.fft.irfft(np.fft.rfft(near, size) * np.conj(np.fft.rfft(got, size)), size)[:2 * reach + 1]
    sums = np.concatenate([[0], np.cumsum(near ** 2)])
    energies = sums[len(got):len(got) + 2 * reach + 1] - sums[:2 * reach + 1]
    correlations = products / np.sqrt(np.maximum(energies * np.sum(got ** 2), 1e-12))
    best = int(np.argmax(correlations))
    if correlations[best] < correlations[reach] + 0.01:  # a steady tone agrees with itself at many lags
        best = reach
    level = 10 * float(np.log10(max(np.sum(got ** 2), 1e-9) / max(energies[best], 1e-9)))
    return (reach - best) / RATE, float(correlations[best]), level


def compare_pictures(row, reference, moments, pictures, folder):
    """dB of each picture, and by how many pictures it is off where another one fits better."""
    count = len(reference.shown)
    full = reference.pictures({p + k for _, p in moments for k in range(-2, 3) if 0 <= p + k < count}, reference.size)
    half = reference.pictures({moments[0][1]}, pictures[-1][1:])
    row["dB"], row["off"] = [], []
    for number, (_, place) in enumerate([*moments, moments[0]]):
        there = full if number < len(moments) else half
        path = f"{folder}/picture{number}.npy"
        got = np.rint(np.load(path)[0] * 255) if os.path.exists(path) else np.zeros(1)
        scores = {k: decibels(got, there[place + k]) for k in (0, -1, 1, -2, 2) if place + k in there}
        best = max(scores, key=scores.get, default=0)
        row["dB"].append(round(scores.get(0, 0.0), 1))
        row["off"].append(best if scores.get(best, 0.0) > row["dB"][-1] + 3 else 0)
    return min(row["dB"]) < PICTURE or any(row["off"])


def check(path, name, program):
    """One row: what both read of a file, and the kinds in which they disagree."""
    reference = Reference(path)
    row = {"file": name, "ffmpeg": reference.opens, "durationPyAV": reference.declared}
    moments = reference.moments()
    pictures = [(t, *reference.size) for t, _ in moments]
    pictures += [(t, max(1, w // 2), max(1, h // 2)) for t, w, h in pictures[:1]]
    span = min(WINDOW, reference.duration) if reference.opens else 0.0
    windows = [(reference.duration - span) / 2, 0.0, reference.duration - span] if reference.audio is not None else []
    with tempfile.TemporaryDirectory() as folder:
        text, code, row["seconds"], row["mebibytes"] = ours(program, path, pictures, windows, span, folder)
        says = [line.split(": ", 1) for line in text.splitlines() if ": " in line]
        said = dict(says)
        row.update(opens="duration" in said, notes=[": ".join(s) for s in says if s[0] in ("refused", "picture", "sound")])
        wrong = {"ends": code != 0, "opens": row["opens"] != reference.opens}
        if code != 0:
            row["notes"].insert(0, f"exit code {code}: {text[-300:]}")
        if row["opens"] and reference.opens:
            row.update(duration=float(said["duration"]), durationFFmpeg=reference.duration, info=said["info"])
            frame = reference.step if reference.video is not None else 0.0
            wrong["duration"] = abs(row["duration"] - reference.duration) > max(DURATION, frame)
            wrong["streams"] = [f"no {k}" in said["info"] for k in ("picture", "sound")] != [not moments, not windows]
            if moments and "×" in said["info"]:
                before, after = said["info"].split("×")[:2]
                row.update(size=[int(before.split()[-1]), int(after.split(",")[0])], sizeFFmpeg=list(reference.size))
                wrong["size"] = row["size"] != row["sizeFFmpeg"]
            arguments = json.dumps([path, pictures, windows, span, reference.zero])
            _, gave_up, row["secondsPyAV"], row["mebibytesPyAV"] = limited([sys.executable, __file__, "--peer", arguments])
            wrong["seconds"] = not gave_up and row["seconds"] > SECONDS * row["secondsPyAV"] + SPARE_SECONDS
            wrong["memory"] = not gave_up and row["mebibytes"] > row["mebibytesPyAV"] + MEBIBYTES
            wrong["picture"] = bool(moments) and compare_pictures(row, reference, moments, pictures, folder)
            whole = reference.sound() if windows else None
            kept = [(t, np.load(f"{folder}/sound{i}.npy")) for i, t in enumerate(windows) if os.path.exists(f"{folder}/sound{i}.npy")]
            found = [compare_sound(got, whole, t) for t, got in kept if len(got)]
            row["lag"], row["correlation"], row["level"] = ([round(f[i], 5) for f in found] for i in range(3))
            wrong["sound"] = len(found) < len(windows)
            wrong["lag"] = any(abs(f[0]) > LAG for f in found)
            wrong["correlation"] = any(f[1] < CORRELATION for f in found)
            wrong["level"] = any(abs(f[2]) > LEVEL for f in found)
    row["kinds"] = [kind for kind, is_wrong in wrong.items() if is_wrong]
    return row


# --------------------------------------------------------------------------------------------------------------------- reporting

WORST = {"dB": min, "lag": lambda x: max(x, key=abs), "correlation": min, "level": lambda x: max(x, key=abs)}


def worst(row, key):
    return WORST[key](row[key]) if row.get(key) else None


def table_line(row):
    cell = lambda value, form: "–" if value is None else format(value, form)
    pair = lambda key, form, *peers: " ".join(cell(row.get(key + peer), form) for peer in ("", *peers))
    opens = {(True, True): "both", (True, False): "ours", (False, True): "ffmpeg", (False, False): "neither"}[row["opens"], row["ffmpeg"]]
    sizes = ["×".join(map(str, row[key])) for key in ("size", "sizeFFmpeg") if key in row]
    lag = worst(row, "lag")
    return " | ".join([
        row["file"], opens, pair("duration", ".2f", "FFmpeg", "PyAV"), " ".join(dict.fromkeys(sizes)) or "–", cell(worst(row, "dB"), ".0f"),
        cell(None if lag is None else lag * 1000, ".1f"), cell(worst(row, "correlation"), ".3f"), cell(worst(row, "level"), ".1f"),
        pair("seconds", ".1f", "PyAV"), pair("mebibytes", ".0f", "PyAV"), " ".join(row["kinds"]) or "–"])


def report(rows):
    """The worst ten of each kind, with how bad they are, and a summary."""
    more = lambda a, b: lambda r: abs(r[a] - r[b])
    badness = {"duration": more("duration", "durationFFmpeg"), "picture": lambda r: -worst(r, "dB"), "lag": lambda r: abs(worst(r, "lag")),
               "correlation": lambda r: -worst(r, "correlation"), "level": lambda r: abs(worst(r, "level")),
               "seconds": more("seconds", "secondsPyAV"), "memory": more("mebibytes", "mebibytesPyAV")}
    units = {"duration": "s", "picture": "dB", "lag": "s", "correlation": "", "level": "dB", "seconds": "s more", "memory": "MiB more"}
    counts = {}
    print("\nThe worst")
    for kind in ("ends", "opens", "streams", "size", "duration", "picture", "sound", "lag", "correlation", "level", "seconds", "memory"):
        found = sorted((r for r in rows if kind in r["kinds"]), key=badness.get(kind, lambda r: 0), reverse=True)
        counts[kind] = len(found)
        for row in found[:10]:
            print(f"  {kind}: {row['file']}", f"{abs(badness[kind](row)):.3g} {units[kind]}" if kind in units else "; ".join(row["notes"][:1]))
    bad = [r for r in rows if r["kinds"]]
    neither = [r["file"] for r in rows if not r["opens"] and not r["ffmpeg"]]
    print(f"\n{len(rows)} files: {len(rows) - len(bad)} agree, {len(bad)} do not ("
          + ", ".join(f"{kind} {count}" for kind, count in counts.items() if count) + ")")
    if neither:
        print(f"neither opens {len(neither)}: {', '.join(neither)}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--avts-nb", required=True, help="the program")
    parser.add_argument("--json", help="write all rows here")
    parser.add_argument("--only", default="", help="only files with this in their path")
    parser.add_argument("--jobs", type=int, default=1, help="files at a time; 1 where seconds matter")
    options = parser.parse_args()
    folder, program = os.path.abspath(options.folder), os.path.abspath(options.avts_nb)
    names = sorted(os.path.relpath(os.path.join(where, name), folder) for where, _, found in os.walk(folder) for name in found)
    names = [n for n in names if options.only in n and n.rsplit(".", 1)[-1].lower() in SUFFIXES]
    print("file | opens | s: ours ffmpeg PyAV | size | dB | lag ms | corr | level dB | s: ours PyAV | MiB: ours PyAV | disagree", flush=True)
    rows = []
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for row in pool.map(lambda n: check(os.path.join(folder, n), n, program), names):
            rows.append(row)
            print(table_line(row), flush=True)
    if options.json:
        with open(options.json, "w") as file:
            json.dump(rows, file, indent=1, ensure_ascii=False)
    report(rows)
    return 1 if any(r["kinds"] for r in rows) else 0


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peer"]:
        peer(*json.loads(sys.argv[2]))
    else:
        sys.exit(main())
