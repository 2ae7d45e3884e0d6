#!/usr/bin/env python3
"""The work of `avts-bench filter-bank` on librosa, torchaudio and python_speech_features: one JSON object a line, seconds."""
import json
import statistics
import sys
import time
import types

import librosa
import numpy as np
import python_speech_features as psf

RATE, RUNS = 16000, 9
seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 60.0
x = np.random.default_rng(1).uniform(-0.5, 0.5, int(seconds * RATE)).astype(np.float32)


def mel():
    return librosa.feature.melspectrogram(
        y=x, sr=RATE, n_fft=1024, win_length=320, hop_length=160, n_mels=40, window="boxcar", htk=True, norm=None)


work = {
    "librosa log filter bank 40 of 1024, 10 ms": lambda: np.log(np.maximum(mel(), 2.2e-16)),
    "python_speech_features log filter bank 40 of 1024, 10 ms": lambda: psf.logfbank(x, RATE, 0.02, 0.01, 40, 1024),
    "librosa mel spectrogram 40 of 1024, 10 ms":
        lambda: librosa.feature.melspectrogram(y=x, sr=RATE, n_fft=1024, hop_length=160, n_mels=40),
    "python_speech_features mfcc 13 of 26 of 512, 10 ms": lambda: psf.mfcc(x, RATE),
    "librosa power spectrum 1024, 10 ms": lambda: np.abs(librosa.stft(x, n_fft=1024, hop_length=160)) ** 2,
}
try:
    import torch

    try:
        from torchaudio import transforms
    except OSError:
        # Its compiled extension does not load without CUDA's libraries; spectrograms need none of it.
        for name in [name for name in sys.modules if name.startswith("torchaudio")]:
            del sys.modules[name]
        extension = types.ModuleType("torchaudio._extension")
        extension._IS_RIR_AVAILABLE = extension._IS_ALIGN_AVAILABLE = extension._IS_TORCHAUDIO_EXT_AVAILABLE = False
        extension.fail_if_no_align = lambda function: function
        sys.modules["torchaudio._extension"] = extension
        from torchaudio import transforms

    torch.set_num_threads(2)
    bank = transforms.MelSpectrogram(
        RATE, n_fft=1024, win_length=320, hop_length=160, n_mels=40, window_fn=torch.ones, norm=None, mel_scale="htk")
    sound = torch.from_numpy(x)
    work["torchaudio log filter bank 40 of 1024, 10 ms"] = lambda: torch.log(torch.clamp(bank(sound), min=2.2e-16))
except ImportError:
    pass

for name, call in work.items():
    call()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    print(json.dumps({"name": name, "median": statistics.median(times), "minimum": min(times), "maximum": max(times), "runs": RUNS}))
