#!/usr/bin/env python3
"""Reference values of spectra and filter banks, by python_speech_features and librosa, into signals/features.json.

The signal is made of the same formula here and in SignalsTests, in double precision, and rounded to 32-bit floats.
"""
import json
import pathlib

import librosa
import numpy as np
import python_speech_features as psf

here = pathlib.Path(__file__).parent
RATE = 16000


def signal(count, rate=RATE):
    """A rising tone, a steady one, two clicks, and a noise by a linear congruential generator."""
    n = np.arange(count)
    t = n / rate
    x = 0.4 * np.sin(2 * np.pi * (200 * t + 900 * t * t)) + 0.2 * np.sin(2 * np.pi * 3100 * t)
    state, noise = 12345, np.empty(count)
    for i in range(count):
        state = (1103515245 * state + 12345) % 2**31
        noise[i] = state / 2**31 - 0.5
    x = x + 0.1 * noise
    x[count // 3] += 0.8
    x[2 * count // 3] -= 0.8
    return x.astype(np.float32)


def packed(array, digits=7):
    array = np.asarray(array)
    return {"shape": list(array.shape), "data": [float(f"{v:.{digits}g}") for v in array.ravel()]}


def complex_packed(array):
    return {"real": packed(array.real), "imaginary": packed(array.imag)}


x = signal(4000)
d = x.astype(np.float64)
half = signal(5000, 44100).astype(np.float64)
out = {
    "versions": {"librosa": librosa.__version__, "numpy": np.__version__},
    "signal": packed(x[:64], 9),
    "logfbank": {
        "paper": packed(psf.logfbank(d, RATE, 0.02, 0.01, 40, 1024)),
        "defaults": packed(psf.logfbank(d, RATE)),
        "band": packed(psf.logfbank(d, RATE, 0.02, 0.01, 20, 512, 300, 4000, 0)),
        "rate44100": packed(psf.logfbank(half, 44100, 0.02, 0.01, 40, 1024)),
        "short": packed(psf.logfbank(d[:100], RATE, 0.02, 0.01, 40, 1024)),
        "silence": packed(psf.logfbank(np.zeros(700), RATE, 0.02, 0.01, 40, 1024)),
    },
    "psf_mfcc": {
        "defaults": packed(psf.mfcc(d, RATE)),
        "hamming": packed(psf.mfcc(d, RATE, 0.02, 0.01, 12, 40, 1024, ceplifter=0, appendEnergy=False, winfunc=np.hamming)),
    },
    "psf_filters": packed(psf.get_filterbanks(10, 128, RATE, 100, 6000)),
    "powspec": packed(psf.sigproc.powspec(psf.sigproc.framesig(d, 64, 500), 64)),
}
centre = x[:1500]
out["stft"] = {
    "defaults": complex_packed(librosa.stft(centre, n_fft=64).T[::8]),
    "short_window": complex_packed(librosa.stft(centre, n_fft=64, win_length=40, hop_length=100, pad_mode="reflect").T),
    "complete": complex_packed(librosa.stft(centre, n_fft=60, hop_length=130, center=False, window="hamming").T),
    "odd": complex_packed(librosa.stft(centre[:200], n_fft=45, hop_length=50, window="blackman").T),
}
mel = librosa.feature.melspectrogram(y=x, sr=RATE, n_fft=512, hop_length=400, n_mels=40)
db = librosa.power_to_db(mel)
out["mel"] = {
    "slaney": packed(mel.T),
    "htk": packed(librosa.feature.melspectrogram(y=x, sr=RATE, n_fft=512, hop_length=400, n_mels=24, htk=True, norm=None, fmin=50, fmax=7000).T),
    "defaults": packed(librosa.feature.melspectrogram(y=x, sr=RATE).T[:2]),
    "filters_slaney": packed(librosa.filters.mel(sr=RATE, n_fft=128, n_mels=12)),
    "filters_htk": packed(librosa.filters.mel(sr=RATE, n_fft=128, n_mels=12, htk=True, norm=None)),
}
out["decibels"] = {
    "plain": packed(db.T),
    "maximum": packed(librosa.power_to_db(mel, ref=np.max).T),
    "uncut": packed(librosa.power_to_db(np.array([0, 1e-12, 1e-5, 1, 250]), ref=2.0, amin=1e-8, top_db=None)),
    "cut": packed(librosa.power_to_db(np.array([0, 1e-12, 1e-5, 1, 250]), top_db=60)),
}
out["librosa_mfcc"] = {
    "plain": packed(librosa.feature.mfcc(S=db, n_mfcc=20).T),
    "lifted": packed(librosa.feature.mfcc(S=db, n_mfcc=13, lifter=22).T),
}
out["scales"] = {
    "hertz": [0.0, 60.0, 440.0, 1000.0, 1001.0, 4000.0, 11025.0],
    "mel": [float(v) for v in librosa.hz_to_mel([0, 60, 440, 1000, 1001, 4000, 11025], htk=True)],
    "slaney": [float(v) for v in librosa.hz_to_mel([0, 60, 440, 1000, 1001, 4000, 11025])],
}
(here / "signals" / "features.json").write_text(json.dumps(out, separators=(",", ":")).replace('},"', '},\n"') + "\n")
