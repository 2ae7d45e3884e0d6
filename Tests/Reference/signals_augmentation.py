#!/usr/bin/env python3
"""Reference values of augmentations of sounds by librosa and torchaudio, into signals/augmentation.json.

Made with librosa 0.11.0, torch 2.15.0, torchaudio 2.11.1. The signal is made of the same formula here and in AugmentationTests. librosa adds up phases in the
signal's precision: here in 64 bits. Results are thinned out: their length, every 7th sample, and their root mean square.
"""
import json
import pathlib

import librosa
import numpy as np
import torch
import torchaudio.functional as F

here = pathlib.Path(__file__).parent
t = np.arange(6000) / 8000
signal = (0.5 * np.sin(2 * np.pi * (200 * t + 300 * t * t)) + 0.2 * np.sin(2 * np.pi * 1000 * t)).astype(np.float32)
other = np.sin(2 * np.pi * 77 * t).astype(np.float32)


def thinned(samples):
    samples = np.asarray(samples, dtype=np.float64)
    return {"count": samples.size, "data": [float(f"{v:.7g}") for v in samples[::7]], "rms": float(np.sqrt((samples**2).mean()))}


result = {
    "stretched": [dict(rate=rate, **thinned(librosa.effects.time_stretch(signal.astype(np.float64), rate=rate, n_fft=512))) for rate in (1.3, 0.7, 2.0)],
    "shifted": [
        dict(steps=steps, **thinned(librosa.effects.pitch_shift(signal.astype(np.float64), sr=8000, n_steps=steps, n_fft=512))) for steps in (4, -5)],
    "mixed": [
        dict(ratio=ratio, **thinned(F.add_noise(torch.from_numpy(signal), torch.from_numpy(other), torch.tensor(float(ratio)))))
        for ratio in (10, -3)],
}
(here / "signals" / "augmentation.json").write_text(json.dumps(result) + "\n")
