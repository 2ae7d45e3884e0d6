"""What ffmpeg makes of a media file, for media_corpus.py.

A file is decoded whole, from its beginning; no seek is trusted. Time zero is the first picture or sample that comes out of the used
streams, and the duration reaches to the end of the last. The picture of a moment is the last one whose time has come, upright, with
square pixels. The sound is placed by its time stamps (`aresample=async=1`), and mixed down with libswresample's weights, scaled so
that nothing clips.
"""
import json
import subprocess

import av
import numpy as np

RATE = 16_000  # Hz, of all sound
TIMEOUT = 1200.0  # s, for one pass over a file
MOMENTS = (0.5, 0.0, 0.75, 0.25, 1.0)  # of the duration, in the order asked for


def run(command):
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=TIMEOUT).stdout


def best_stream(container, kind):
    """The stream that players choose; a cover picture is no film."""
    is_cover = lambda s: kind == "video" and bool(s.disposition & av.stream.Disposition.attached_pic)
    stream = container.streams.best(kind)
    if stream is not None and is_cover(stream):
        stream = next((s for s in container.streams.video if not is_cover(s)), None)
    return None if stream is None else stream.index


def decoded_times(path, index, probe):
    """Start and length (s) of every frame that comes out of a stream; what has no time follows what is before it."""
    fields = "frame=best_effort_timestamp_time,pkt_duration_time,duration_time,nb_samples"
    text = run(["ffprobe", "-v", "error", "-select_streams", str(index), "-show_entries", fields, "-of", "compact=p=0", path])
    above, _, below = probe.get("avg_frame_rate", "0/0").partition("/")
    usual = float(below) / float(above) if float(above) > 0 else 0.04
    times, lengths, due = [], [], 0.0
    for line in text.decode(errors="replace").splitlines():
        row = dict(part.split("=", 1) for part in line.split("|") if "=" in part)
        if not row.keys() & {"best_effort_timestamp_time", "nb_samples"}:
            continue
        start, samples, *given = (float(row[key]) if row.get(key, "N/A") != "N/A" else None for key in (
            "best_effort_timestamp_time", "nb_samples", "duration_time", "pkt_duration_time"))
        times.append(due if start is None else start)
        lengths.append(samples / float(probe["sample_rate"]) if samples else given[0] or given[1] or usual)
        due = times[-1] + lengths[-1]
    return np.array(times), np.array(lengths)


def display_size(probe):
    """Width and height as shown, square pixels, upright, and the quarter turns (counterclockwise) that make it so."""
    width, height = int(probe["width"]), int(probe["height"])
    across, _, down = probe.get("sample_aspect_ratio", "1:1").partition(":")
    if int(across) > 0 and int(down or 0) > 0:
        width = int(width * int(across) / int(down) + 0.5)
    turns = next((round(float(d["rotation"]) / 90) for d in probe.get("side_data_list", []) if "rotation" in d), 0)
    return ((height, width) if turns % 2 else (width, height)), turns


class Reference:
    """What ffmpeg makes of a file."""

    def __init__(self, path):
        self.path, self.video, self.audio, self.size, self.declared, indices = path, None, None, None, None, (None, None)
        try:
            with av.open(path) as container:
                indices = best_stream(container, "video"), best_stream(container, "audio")
                self.declared = container.duration / av.time_base if container.duration else None
        except (av.FFmpegError, ValueError, OSError):
            pass  # ffprobe has the word
        probes = json.loads(run(["ffprobe", "-v", "error", "-show_streams", "-of", "json", path]) or "{}").get("streams", [])
        probes = {p["index"]: p for p in probes}
        pictures, sounds = (decoded_times(path, i, probes[i]) if i in probes else ([], []) for i in indices)
        if len(pictures[0]) and int(probes[indices[0]].get("width", 0)) > 0:
            self.video, (self.size, self.turns) = indices[0], display_size(probes[indices[0]])
            self.pixels = probes[indices[0]]["width"] * probes[indices[0]]["height"]
        if len(sounds[0]):
            self.audio = indices[1]
        used = [t for t, i in ((pictures, self.video), (sounds, self.audio)) if i is not None]
        self.opens = bool(used)
        if self.opens:
            self.zero = float(min(t.min() for t, _ in used))
            self.duration = float(max((t + d).max() for t, d in used)) - self.zero
        if self.video is not None:
            self.step = float(np.median(pictures[1]))
            self.order = np.argsort(pictures[0], kind="stable")
            self.shown = pictures[0][self.order] - self.zero

    def moments(self):
        """Moments in the midst of pictures, so that no rounding decides which one is meant, each with its picture's place."""
        found = []
        for fraction in MOMENTS if self.video is not None else ():
            wanted = min(fraction * self.duration, max(0.0, self.duration - 0.01))
            place = max(0, int(np.searchsorted(self.shown, wanted + 0.001, side="right")) - 1)
            if fraction > 0 and place + 1 < len(self.shown) and self.shown[place + 1] > wanted:
                wanted = (self.shown[place] + self.shown[place + 1]) / 2
            found.append((float(wanted), place))
        return found

    def pictures(self, places, size):
        """The pictures at places in the order shown, as bytes, in one pass over the file."""
        width, height = size[::-1] if self.turns % 2 else size
        numbers = sorted({int(self.order[p]) for p in places})
        chosen = "+".join(f"eq(n\\,{n})" for n in numbers)
        way = "area" if width * height <= self.pixels else "bicubic"
        filters = f"select='{chosen}',scale={width}:{height}:flags={way}+accurate_rnd+full_chroma_int+full_chroma_inp+bitexact,setsar=1,format=gbrp"
        raw = run(["ffmpeg", "-v", "error", "-copyts", "-noautorotate", "-i", self.path, "-map", f"0:{self.video}", "-vsync",
                   "passthrough", "-vf", filters, "-f", "rawvideo", "-pix_fmt", "rgb24", "-"])
        count = len(raw) // (width * height * 3)
        got = np.frombuffer(raw, np.uint8, count * width * height * 3).reshape(-1, height, width, 3)
        got = np.rot90(got, self.turns, axes=(1, 2))  # before scaling it would mix colours of other neighbours
        return dict(zip((int(np.flatnonzero(self.order == n)[0]) for n in numbers), got))

    def sound(self):
        """The whole sound, mono, from zero."""
        filters = (f"asetpts=PTS-({self.zero:.9f})/TB,aresample={RATE}:async=1:min_hard_comp=0.02:first_pts=0:rematrix_maxval=1,"
                   "aformat=channel_layouts=mono:sample_fmts=flt")
        raw = run(["ffmpeg", "-v", "error", "-copyts", "-i", self.path, "-map", f"0:{self.audio}", "-af", filters, "-f", "f32le", "-"])
        return np.frombuffer(raw, np.float32, len(raw) // 4)
