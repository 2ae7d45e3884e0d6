"""How much coarser FFmpeg's AAC encoder codes the beginning of a sound: Documentation/World.md quotes it.

    python3 Tests/Reference/aac_beginning.py FOLDER [COUNT]     # films of the synthetic world (4 s, 16 kHz); needs NumPy and ffmpeg

Samples from the first second on are encoded twice, as a sound of their own and behind what precedes them; printed is the error
of each row of a log filter bank (25 ms every 10 ms) against the samples themselves.
"""
import pathlib
import subprocess
import sys
import tempfile

import numpy as np

RATE, CUT, ROWS, BANDS = 16000, 16000, 10, 40


def decoded(path):
    command = ["ffmpeg", "-v", "error", "-i", str(path), "-f", "f32le", "-ac", "1", "-ar", str(RATE), "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, np.float32)


def encoded(samples, path):
    command = ["ffmpeg", "-v", "error", "-y", "-f", "f32le", "-ar", str(RATE), "-ac", "1", "-i", "-", "-c:a", "aac", "-b:a", "64k", path]
    subprocess.run(command, input=samples.astype(np.float32).tobytes(), check=True)
    return decoded(path)


def filters():
    """Triangles of `[BANDS, 257]`, evenly apart in mel."""
    mel = np.linspace(0, 2595 * np.log10(1 + RATE / 2 / 700), BANDS + 2)
    bins = 700 * (10 ** (mel / 2595) - 1) / (RATE / 2) * 256
    k = np.arange(257)
    low, middle, high = bins[:-2, None], bins[1:-1, None], bins[2:, None]
    return np.maximum(0, np.minimum((k - low) / (middle - low), (high - k) / (high - middle))) + 1e-6


def bank(samples):
    frames = np.stack([samples[row * 160 : row * 160 + 400] for row in range(ROWS)]) * np.hamming(400)
    return np.log(np.abs(np.fft.rfft(frames, 512)) ** 2 @ filters().T + 1e-10)


films = sorted(pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".").rglob("*.mp4"))[: int(sys.argv[2]) if len(sys.argv) > 2 else 200]
if not films:
    sys.exit(__doc__)
errors = {"at a beginning": [], "a second further in": []}
with tempfile.TemporaryDirectory() as folder:
    for film in films:
        samples = decoded(film)
        told = bank(samples[CUT:])
        errors["at a beginning"].append(bank(encoded(samples[CUT:], f"{folder}/a.mp4")) - told)
        errors["a second further in"].append(bank(encoded(samples[300:], f"{folder}/b.mp4")[CUT - 300 :]) - told)
for name, values in errors.items():
    print(f"{name}, {len(films)} films: root mean square by row", np.sqrt(np.square(values).mean((0, 2))).round(2))
