#!/usr/bin/env python3
"""Reads damaged media files with `avts-nb` and keeps those that end it, hang it or make it take memory that no data backs.

Usage: media_mutations.py --avts-nb PATH [--minutes 20] [--folder FOLDER] [--seed 0] [--jobs 2] [--only WORD] [--batch 16]

Needs Python 3.9 or newer, and ffmpeg on the PATH, which makes the seeds: a second of picture and sound in each container, 10-60 KB.
What is damaged are headers and indexes, above all sizes, durations, counts, rates, dimensions and time stamps: single bytes, whole
fields set to the values that overflow, ranges filled, inserted, removed, doubled, and files cut short. Of each file are read what
it holds, a tenth of a second from its middle, all of its frames (12 a second, 32×32) and all of its sound. The same seed damages the
same bytes.

Files are read a batch at a time; a batch that fails in any way is read again file by file. Exit code: 0 where nothing was found, 1
otherwise. A file reproduces by itself: `avts-nb -e` with the code that `--show FILE` prints.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from process_memory import peak_kibibytes

LONGEST = 10.0  # s for one file
MOST = 1024.0  # MiB at the peak
ADDRESS_SPACE = 12 << 30  # bytes; keeps the machine alive, and is far above what is reported

PICTURE = ["-f", "lavfi", "-i", "testsrc2=s=48x32:r=25:d=1"]
SOUND = ["-f", "lavfi", "-i", "sine=f=500:r={rate}:d=1"]
H264 = ["-c:v", "libx264", "-preset", "ultrafast", "-g", "8", "-bf", "2"]
AAC = ["-c:a", "aac", "-b:a", "32k"]

# name of the seed: what is in it (v, a), its sample rate, how it is encoded, and the marks that stand before telling fields
BOXES = ["mvhd", "tkhd", "mdhd", "elst", "stts", "ctts", "stsc", "stsz", "stco", "stss", "stsd", "avc1", "avcC", "mp4a", "esds", "moov", "trak", "mdat", "ftyp", "dref", "sgpd", "sbgp"]
EBML = [b"\x1aE\xdf\xa3", b"\x18S\x80g", b"\x2a\xd7\xb1", b"D\x89", b"\xae", b"\xb0", b"\xba", b"T\xb0", b"T\xba", b"\xb5", b"\x9f", b"#\xe3\x83", b"\xe7", b"V\xaa", b"V\xbb", b"c\xa2", b"\x1cS\xbbk", b"\xb3", b"\xf1", b"\x1fC\xb6u", b"\xa3", b"u\xa2", b"b2d"]
SEEDS = {
    "h264.mp4": ("va", 16000, [*H264, *AAC], BOXES),
    "fragmented.mp4": ("va", 16000, [*H264, *AAC, "-movflags", "frag_keyframe+empty_moov"], [*BOXES, "moof", "tfhd", "tfdt", "trun", "trex", "mfra", "tfra"]),
    "pcm.mov": ("va", 8000, ["-c:v", "mjpeg", "-c:a", "pcm_s16le"], BOXES),
    "h264.mkv": ("va", 16000, [*H264, *AAC], EBML),
    "vp8.webm": ("va", 48000, ["-c:v", "libvpx", "-deadline", "realtime", "-c:a", "libopus"], EBML),
    "flac.mkv": ("a", 16000, ["-c:a", "flac"], EBML),
    "mpeg4.avi": ("va", 16000, ["-c:v", "mpeg4", "-bf", "2", "-c:a", "libmp3lame"], ["RIFF", "avih", "strh", "strf", "idx1", "movi", "LIST", "00dc", "01wb", "vids", "auds", "JUNK"]),
    "pcm.avi": ("va", 8000, ["-c:v", "mjpeg", "-c:a", "pcm_s16le"], ["RIFF", "avih", "strh", "strf", "idx1", "movi", "LIST", "00dc", "01wb", "vids", "auds"]),
    "vorbis.ogg": ("a", 16000, ["-c:a", "libvorbis"], ["OggS", "vorbis"]),
    "theora.ogg": ("va", 16000, ["-c:v", "libtheora", "-c:a", "libvorbis"], ["OggS", "vorbis", "theora"]),
    "opus.ogg": ("a", 48000, ["-c:a", "libopus"], ["OggS", "OpusHead"]),
    "flac.ogg": ("a", 16000, ["-c:a", "flac"], ["OggS", "fLaC"]),
    "lame.mp3": ("a", 16000, ["-c:a", "libmp3lame"], ["ID3", "Xing", "Info", "LAME", b"\xff\xf3"]),
    "pcm.wav": ("a", 8000, [], ["RIFF", "WAVE", "fmt ", "data", "LIST"]),
    "adpcm.wav": ("a", 8000, ["-c:a", "adpcm_ms"], ["RIFF", "WAVE", "fmt ", "data", "fact"]),
    "rf64.wav": ("a", 8000, ["-rf64", "always"], ["RF64", "ds64", "fmt ", "data"]),
    "plain.flac": ("a", 16000, ["-c:a", "flac"], ["fLaC", b"\xff\xf8", "reference"]),
    "film.gif": ("v", 0, [], ["GIF89a", b"\x21\xf9\x04", b"\x2c\0", "NETSCAPE"]),
    "mpeg2.ts": ("va", 16000, ["-c:v", "mpeg2video", "-bf", "2", "-c:a", "mp2"], [b"\0\0\1\xe0", b"\0\0\1\xc0", b"\0\0\1\xb3", b"\0\0\1\0", b"G@", b"G\0"]),
    "h264.ts": ("va", 16000, [*H264, *AAC], [b"\0\0\1\xe0", b"\0\0\1\xc0", b"\0\0\1g", b"G@", b"G\1", b"\xff\xf1"]),
    "mpeg2.mpg": ("va", 16000, ["-c:v", "mpeg2video", "-c:a", "mp2"], [b"\0\0\1\xba", b"\0\0\1\xbb", b"\0\0\1\xe0", b"\0\0\1\xc0", b"\0\0\1\xb3"]),
    "flv1.flv": ("va", 22050, ["-c:v", "flv", "-c:a", "libmp3lame"], ["FLV", "onMetaData", "duration", "width", "height", "framerate", "filesize", b"\x09\0", b"\x08\0"]),
    "wma.asf": ("va", 16000, ["-c:v", "wmv2", "-c:a", "wmav2"], [b"\x30\x26\xb2\x75", b"\xa1\xdc\xab\x8c", b"\x91\x07\xdc\xb7", b"\x36\x26\xb2\x75"]),
}
TELLING = (0, 1, 2, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0xFFFFFFFE, 0x10000000, 0x00FFFFFF, 1 << 62, (1 << 63) - 1, 1 << 63, (1 << 64) - 1)


def make_seeds(folder, only):
    seeds = {}
    for name, (kinds, rate, encoding, marks) in SEEDS.items():
        if only not in name:
            continue
        path = os.path.join(folder, name)
        inputs = (PICTURE if "v" in kinds else []) + ([part.format(rate=rate) for part in SOUND] if "a" in kinds else [])
        done = subprocess.run(["ffmpeg", "-v", "error", "-nostdin", "-y", *inputs, *encoding, "-bitexact", path], capture_output=True, text=True)
        if done.returncode != 0:
            print(f"no seed {name}: {done.stderr.strip()[-100:]}", file=sys.stderr)
            continue
        with open(path, "rb") as file:
            seeds[name] = (file.read(), [m.encode() if isinstance(m, str) else m for m in marks])
    return seeds


# --------------------------------------------------------------------------------------------------------------------- damaging


def ogg_checksums(data):
    """Makes the checksums of an Ogg file right again: a damaged page with a wrong one is passed over."""
    pages = [m.start() for m in re.finditer(b"OggS", bytes(data))] + [len(data)]
    for start, end in zip(pages, pages[1:]):
        if end - start < 27:
            continue
        data[start + 22:start + 26] = bytes(4)
        register = 0
        for byte in data[start:end]:
            register = (register << 8) & 0xFFFFFFFF ^ CRC[(register >> 24) ^ byte]
        data[start + 22:start + 26] = register.to_bytes(4, "little")


def crc_row(value):
    value <<= 24
    for _ in range(8):
        value = (value << 1) & 0xFFFFFFFF ^ (0x04C11DB7 if value >> 31 else 0)
    return value


CRC = [crc_row(i) for i in range(256)]


def damage(data, marks, draw):
    """One to four strokes on a copy of a file."""
    data = bytearray(data)

    def place():
        """Behind a mark, or in the first or last two thousand bytes."""
        mark = draw.choice(marks)
        found = [m.end() for m in re.finditer(re.escape(mark), bytes(data))]
        if found and draw.random() < 0.65:
            return min(len(data) - 1, max(0, draw.choice(found[:40] + found[-10:]) + draw.randrange(-4, 28)))
        return draw.choice([draw.randrange(min(2048, len(data))), len(data) - 1 - draw.randrange(min(2048, len(data)))])

    for _ in range(draw.choice([1, 1, 1, 2, 2, 4])):
        at, stroke = place(), draw.random()
        if stroke < 0.45:
            width, order = draw.choice([2, 4, 4, 8]), draw.choice(["big", "little"])
            data[at:at + width] = (draw.choice(TELLING) & (1 << 8 * width) - 1).to_bytes(width, order)
        elif stroke < 0.6:
            width, order = draw.choice([2, 4, 8]), draw.choice(["big", "little"])
            value = int.from_bytes(data[at:at + width], order)
            changed = draw.choice([value + 1, value - 1, value * 2, value * 1000, value // 2, value ^ 1 << draw.randrange(8 * width), -value])
            data[at:at + width] = (changed & (1 << 8 * width) - 1).to_bytes(width, order)
        elif stroke < 0.8:
            data[at] = draw.choice([draw.randrange(256), 0, 0xFF, 0x7F, 0x80, data[at] ^ 1 << draw.randrange(8)])
        elif stroke < 0.86:
            data[at:at + draw.choice([8, 64, 512])] = bytes([draw.choice([0, 0xFF])]) * draw.choice([8, 64, 512])
        elif stroke < 0.9:
            data[at:at] = draw.randbytes(draw.choice([1, 4, 64]))
        elif stroke < 0.94:
            del data[at:at + draw.choice([1, 4, 64, 1024])]
        elif stroke < 0.97:
            data[at:at] = data[at:at + draw.choice([16, 188, 1024])]
        else:
            del data[draw.randrange(1, len(data)):]
        if not data:
            data = bytearray(b"\0")
    if data[:4] == b"OggS" and draw.random() < 0.9:
        ogg_checksums(data)
    return bytes(data)


# --------------------------------------------------------------------------------------------------------------------- reading


def code(paths):
    """What a cell reads of files: from the middle, so that there is a seek, and whole."""
    asked = ["frames(from: half, duration: 0.1, size: FrameSize(square: 32)).count", "waveform(from: half, duration: 0.1).samples.count",
             "frames(duration: reader.duration, size: FrameSize(square: 32)).count", "waveform(duration: reader.duration).samples.count"]
    return "\n".join([
        f"for path in {json.dumps(paths, ensure_ascii=False)} {{", "    do {", "        let reader = try ClipReader(path)",
        '        print(path, "\\(reader.info)")', "        let half = reader.duration / 2",
        *(f'        do {{ print(try reader.{call}) }} catch {{ print("\\(error)") }}' for call in asked),
        '    } catch { print(path, "\\(error)") }', "}"])


def read(program, paths):
    """Reads files in one process: what went wrong (None: nothing), seconds, MiB."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as output:
        child = subprocess.Popen([program, "-e", code(paths)], stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                 cwd=tempfile.gettempdir(), env={**os.environ, "SWIFT_BACKTRACE": "enable=no"}, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE,) * 2))
        pid, peak = 0, 0
        while not pid and time.perf_counter() - began < LONGEST:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if not pid:
                peak = max(peak, peak_kibibytes(child.pid))
                time.sleep(0.005)
        trouble = None
        if not pid:
            child.kill()
            _, status, usage = os.wait4(child.pid, 0)
            trouble = "hangs"
        child.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read().decode(errors="replace")
    seconds, mebibytes = time.perf_counter() - began, max(peak, usage.ru_maxrss) / 1024
    if trouble is None and child.returncode != 0:
        name = signal.Signals(-child.returncode).name if child.returncode < 0 else f"exit code {child.returncode}"
        trouble = f"ends ({name})"
    if mebibytes >= MOST:
        trouble = f"{trouble}, takes memory" if trouble else "takes memory"
    return trouble, seconds, mebibytes, text


def campaign(program, names, folder, found, seeds, stop, seed):
    """Damages and reads until the time is over; gives what was tried and what was found."""
    tried, finds = collections.Counter(), []
    for batch in names:
        if time.monotonic() > stop:
            break
        paths = []
        for number, name in batch:
            stem, extension = name.rsplit(".", 1)
            path = os.path.join(folder, f"{stem}.{number}.{extension}")
            with open(path, "wb") as file:
                file.write(damage(*seeds[name], random.Random(f"{seed} {name} {number}")))
            paths.append(path)
            tried[name] += 1
        trouble = read(program, paths)[0]
        for path, (_, name) in zip(paths, batch) if trouble else ():
            trouble, seconds, mebibytes, text = read(program, [path])
            if trouble:
                lines = text.strip().splitlines() or [""]
                last = next((line for line in lines if "atal error" in line), lines[-1])[:160]
                finds.append((trouble, name, os.path.basename(path), seconds, mebibytes))
                shutil.copy(path, found)
                print(f"{trouble}: {os.path.basename(path)}, {seconds:.1f} s, {mebibytes:.0f} MiB  {last}", flush=True)
        for path in paths:
            os.remove(path)
    return tried, finds


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--avts-nb", help="the program")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--folder", default=os.path.join(tempfile.gettempdir(), "media_mutations"), help="seeds and finds")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", default="", help="only seeds with this in their name")
    parser.add_argument("--batch", type=int, default=16, help="files a process")
    parser.add_argument("--show", metavar="FILE", help="print the code that reads a file, and end")
    options = parser.parse_args()
    if options.show:
        print(code([os.path.abspath(options.show)]))
        return 0
    found = os.path.join(options.folder, "found")
    os.makedirs(found, exist_ok=True)
    seeds = make_seeds(options.folder, options.only)
    program, stop = os.path.abspath(options.avts_nb), time.monotonic() + options.minutes * 60

    def batches(job):
        number = job
        while True:
            for name in seeds:
                yield [(number * options.batch + i, name) for i in range(options.batch)]
            number += options.jobs

    with tempfile.TemporaryDirectory() as scratch, concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        jobs = [pool.submit(campaign, program, batches(j), scratch, found, seeds, stop, options.seed) for j in range(options.jobs)]
        results = [job.result() for job in jobs]
    tried = sum((r[0] for r in results), collections.Counter())
    finds = [f for r in results for f in r[1]]
    print(f"\n{sum(tried.values())} files of {len(seeds)} seeds in {options.minutes:g} minutes; {len(finds)} found" + (f", kept in {found}" if finds else ""))
    for (trouble, name), count in sorted(collections.Counter((f[0], f[1]) for f in finds).items()):
        print(f"  {trouble}: {name} {count}")
    return 1 if finds else 0


if __name__ == "__main__":
    sys.exit(main())
