#!/usr/bin/env python3
"""Reference values of the audio front-ends over twelve signals, into signals/frontends.json.

By librosa, torchaudio (functional, transforms, compliance.kaldi) and python_speech_features; made with librosa 0.11.0,
torch 2.15.0, torchaudio 2.11.1, python_speech_features 0.6, SciPy 1.17.1. The signals are made of the same formulas here and
in SignalsTests (FrontEndSignals.swift), in double precision, and rounded to 32-bit floats.

Tables are stored thinned out: "shape", up to 40 "data" at the flat places i * (count - 1) // (n - 1), and over all elements
their "mean" and "rms", so that an error anywhere shows. Tables of frames are stored with frames as rows.
"""
import json
import math
import pathlib

import librosa
import numpy as np
import python_speech_features as psf
import scipy.fft
import scipy.signal
import torch
import torchaudio
import torchaudio.compliance.kaldi as kaldi
import torchaudio.functional as F

here = pathlib.Path(__file__).parent
TAU = 2 * np.pi


def noise(count, seed):
    """A linear congruential generator, -1...1."""
    out, state = np.empty(count), seed
    for i in range(count):
        state = (1103515245 * state + 12345) % 2**31
        out[i] = 2 * (state / 2**31) - 1
    return out


def signals():
    """name: (rate, samples); a floor of noise keeps logarithms above the rounding of 32-bit transforms."""
    def times(rate, seconds):
        return np.arange(int(rate * seconds)) / rate

    out = {}
    t = times(8000, 0.3)
    out["chirp8k"] = 8000, 0.5 * np.sin(TAU * (100 * t + 6000 * t * t)) + 0.01 * noise(t.size, 1)
    t = times(11025, 0.25)
    out["tones11k"] = 11025, 0.3 * np.sin(TAU * 440 * t) + 0.2 * np.sin(TAU * 1320.5 * t) + 0.02 * noise(t.size, 2)
    t = times(16000, 0.3)
    voice = np.zeros(t.size)
    for k in range(1, 21):
        voice += np.sin(TAU * 120 * k * t) / k
    out["speech16k"] = 16000, 0.2 * (0.6 - 0.4 * np.cos(TAU * 4 * t)) * voice + 0.01 * noise(t.size, 3)
    t = times(16000, 0.2)
    out["noise16k"] = 16000, 0.7 * noise(t.size, 4)
    t = times(22050, 0.2)
    clicks = np.zeros(t.size)
    clicks[700::1500] = 0.9
    out["impulses22k"] = 22050, clicks + 0.001 * noise(t.size, 5)
    t = times(24000, 0.15)
    square = np.where((np.arange(t.size) // 60) % 2 == 0, 0.5, -0.5)
    out["square24k"] = 24000, square + 0.01 * noise(t.size, 6)
    t = times(32000, 0.12)
    out["offset32k"] = 32000, 0.4 + 0.05 * np.sin(TAU * 700 * t) + 0.002 * noise(t.size, 7)
    t = times(44100, 0.12)
    out["quiet44k"] = 44100, 1e-4 * np.sin(TAU * (300 * t + 20000 * t * t)) + 2e-5 * noise(t.size, 8)
    t = times(44100, 0.1)
    out["loud44k"] = 44100, 30000 * np.sin(TAU * 1000 * t) + 500 * noise(t.size, 9)
    t = times(48000, 0.1)
    out["decay48k"] = 48000, np.exp(-30 * t) * np.sin(TAU * 2500 * t) + 0.003 * noise(t.size, 10)
    t = times(88200, 0.08)
    out["beats88k"] = 88200, 0.4 * np.sin(TAU * 9000 * t) * np.sin(TAU * 30 * t) + 0.01 * noise(t.size, 11)
    t = times(96000, 0.08)
    out["sweep96k"] = 96000, 0.5 * np.sin(TAU * (50 * t + 250000 * t * t)) + 0.05 * noise(t.size, 12)
    return {name: (rate, x.astype(np.float32)) for name, (rate, x) in out.items()}


def number(value):
    value = float(value)
    return float(f"{value:.7g}") if math.isfinite(value) else ("nan" if math.isnan(value) else "inf" if value > 0 else "-inf")


def places(count, n=40):
    return list(range(count)) if count <= n else [i * (count - 1) // (n - 1) for i in range(n)]


def thin(array, n=40):
    array = np.asarray(array, dtype=np.float64)
    flat = array.ravel()
    return {
        "shape": list(array.shape),
        "data": [number(flat[i]) for i in places(flat.size, n)],
        "mean": number(flat.mean()) if flat.size else 0,
        "rms": number(np.sqrt((flat**2).mean())) if flat.size else 0,
    }


def whole(array):
    array = np.asarray(array, dtype=np.float64)
    return {"shape": list(array.shape), "data": [number(v) for v in array.ravel()]}


def wave(x, double=True):
    w = torch.tensor(x)[None]
    return w.double() if double else w


def front_ends(rate, x):
    """What the test computes for every signal; the sizes follow the rate, the options are spread over the tables."""
    d = x.astype(np.float64)
    n = 256 if rate <= 11025 else 512 if rate <= 24000 else 1024
    hop = n // 4
    out = {}
    s = librosa.stft(d, n_fft=n)
    out["stft_real"], out["stft_imaginary"] = thin(s.real.T), thin(s.imag.T)
    s = librosa.stft(d, n_fft=n, win_length=n // 2, hop_length=hop, window="blackman", pad_mode="reflect")
    out["magnitude"] = thin(np.abs(s).T)
    s = librosa.stft(d, n_fft=n, hop_length=hop, window=("kaiser", 9.0), center=False)
    out["power_kaiser"] = thin((np.abs(s) ** 2).T)
    out["spectrogram_torch"] = thin(
        F.spectrogram(wave(x), 0, torch.hann_window(n, dtype=torch.float64), n, hop, n, 2.0, False)[0].numpy().T)
    mel = dict(y=d, sr=rate, n_fft=n, hop_length=hop, n_mels=24)
    m = librosa.feature.melspectrogram(**mel)
    out["mel_slaney"] = thin(m.T)
    out["mel_htk"] = thin(librosa.feature.melspectrogram(
        **mel, htk=True, norm=None, fmin=60, fmax=0.4 * rate, power=1.0, win_length=n * 3 // 4, window="hamming").T)
    out["decibels"] = thin(librosa.power_to_db(m).T)
    out["decibels_maximum"] = thin(librosa.power_to_db(m, ref=np.max, top_db=60).T)
    out["amplitude_decibels"] = thin(librosa.amplitude_to_db(np.abs(librosa.stft(d, n_fft=n)), amin=1e-4, top_db=70).T)
    out["mfcc_librosa"] = thin(librosa.feature.mfcc(**mel, n_mfcc=13, lifter=22).T)
    # Of an odd rate it takes the half downwards, so that its frequencies are those of a rate one less.
    torch_mel = torchaudio.transforms.MFCC(
        rate, n_mfcc=12, log_mels=True, melkwargs=dict(n_fft=n, hop_length=hop, n_mels=24, f_min=50.0)).double()
    out["mfcc_torch"] = thin(torch_mel(wave(x))[0].numpy().T)
    out["logfbank"] = thin(psf.logfbank(d, rate, 0.02, 0.01, 20, 2048))
    out["logfbank_band"] = thin(psf.logfbank(d, rate, 0.025, 0.0125, 18, 4096, 200, 0.45 * rate, 0.9))
    c = psf.mfcc(d, rate, nfft=4096)
    out["mfcc_psf"] = thin(c)
    out["mfcc_psf_hamming"] = thin(psf.mfcc(
        d, rate, 0.03, 0.015, 10, 22, 4096, 100, 0.4 * rate, 0.95, 15, False, np.hamming))
    out["deltas_psf"] = thin(psf.delta(c, 2))
    out["deltas_librosa"] = thin(librosa.feature.delta(c.T, width=5, order=2).T)
    out["deltas_torch"] = thin(F.compute_deltas(torch.tensor(c.T), 7, "replicate").numpy().T)
    k = dict(sample_frequency=float(rate))
    out["kaldi"] = thin(kaldi.fbank(wave(x), **k))
    out["kaldi_centred"] = thin(kaldi.fbank(
        wave(x), **k, num_mel_bins=30, snip_edges=False, window_type="hamming", use_energy=True, low_freq=60.0,
        high_freq=-300.0, preemphasis_coefficient=0.9, energy_floor=0.0))
    out["kaldi_htk"] = thin(kaldi.fbank(
        wave(x), **k, num_mel_bins=20, use_energy=True, raw_energy=False, htk_compat=True, remove_dc_offset=False,
        window_type="hanning", use_power=False, frame_length=20.0, frame_shift=7.5))
    out["kaldi_linear"] = thin(kaldi.fbank(
        wave(x), **k, num_mel_bins=15, use_log_fbank=False, window_type="blackman", round_to_power_of_two=False,
        preemphasis_coefficient=0.0, frame_length=22.5, high_freq=3500.0, vtln_warp=1.1, vtln_high=3000.0))
    out["kaldi_mfcc"] = thin(kaldi.mfcc(wave(x), **k))
    out["kaldi_mfcc_htk"] = thin(kaldi.mfcc(
        wave(x), **k, num_ceps=10, num_mel_bins=26, htk_compat=True, cepstral_lifter=0.0, window_type="rectangular"))
    out["kaldi_mfcc_energy"] = thin(kaldi.mfcc(wave(x), **k, use_energy=True, snip_edges=False, subtract_mean=True))
    out["kaldi_spectrogram"] = thin(kaldi.spectrogram(wave(x), **k))
    # In float64 the kernel is made in it too; else torchaudio rounds places of the sinc to 32 bits.
    for target in (16000, 44100, 7350):
        out[f"resampled_{target}"] = thin(F.resample(wave(x), rate, target)[0].numpy())
    out["resampled_kaiser"] = thin(F.resample(
        wave(x), rate, 12000, lowpass_filter_width=16, rolloff=0.9, resampling_method="sinc_interp_kaiser")[0].numpy())
    # Where bins cancel, their phases hang on rounding: how far librosa's own 32-bit search comes out is stored beside.
    magnitude = np.abs(librosa.stft(d, n_fft=n))
    search = [librosa.griffinlim(m, n_iter=3, init=None, length=len(d), n_fft=n) for m in (magnitude, magnitude.astype(np.float32))]
    out["griffin_lim"] = thin(search[0])
    out["griffin_lim_rounding"] = number(np.abs(search[0] - search[1]).max() / np.abs(search[0]).max())
    plain = torch.hann_window(n, dtype=torch.float64)
    # torch pads a mirror of the signal, and wants whole hops.
    power = F.spectrogram(wave(x), 0, plain, n, hop, n, 1.0, False)[0]
    search = [F.griffinlim(p, w, n, hop, n, 1.0, 4, 0.5, None, False).numpy() for p, w in ((power, plain), (power.float(), plain.float()))]
    out["griffin_lim_torch"] = thin(search[0])
    out["griffin_lim_torch_rounding"] = number(np.abs(search[0] - search[1]).max() / np.abs(search[0]).max())
    s = librosa.stft(d, n_fft=n, hop_length=hop, win_length=n // 2)
    out["istft"] = thin(librosa.istft(s * np.exp(-0.01 * np.arange(s.shape[0]))[:, None], n_fft=n, hop_length=hop, win_length=n // 2))
    return out


def window_table():
    names = {
        "hann": "hann", "hamming": "hamming", "blackman": "blackman", "blackmanHarris": "blackmanharris",
        "nuttall": "nuttall", "flatTop": "flattop", "bartlett": "bartlett", "cosine": "cosine",
        "kaiser(8.6)": ("kaiser", 8.6), "kaiser(50.0)": ("kaiser", 50.0), "gaussian(3.0)": ("gaussian", 3.0),
        "tukey(0.4)": ("tukey", 0.4), "tukey(0.0)": ("tukey", 0.0),
    }
    out = {"rectangular": {"8": whole(np.ones(8)), "9": whole(np.ones(9))}}
    for ours, theirs in names.items():
        head, _, tail = ours.partition("(")
        for suffix, periodic in (("", True), ("Symmetric", False)):
            out[head + suffix + ("(" + tail if tail else "")] = {
                str(c): whole(scipy.signal.get_window(theirs, c, fftbins=periodic)) for c in (1, 2, 8, 9)}
    out["povey"] = {str(c): whole(torch.hann_window(c, periodic=False, dtype=torch.float64).pow(0.85).numpy()) for c in (8, 9)}
    out["poveyPeriodic"] = {"8": whole(torch.hann_window(8, dtype=torch.float64).pow(0.85).numpy())}
    a = TAU / 7 * np.arange(8)
    out["blackman(0.4)"] = {"8": whole(0.4 - 0.5 * np.cos(a) + 0.1 * np.cos(2 * a))}
    return out


def deltas():
    x = (noise(12 * 3, 99).reshape(12, 3) * 4).astype(np.float32).astype(np.float64)
    out = {"input": whole(x)}
    modes = {"repeated": "nearest", "interpolated": "interp", "mirrored": "mirror", "zeros": "constant", "wrapped": "wrap"}
    for ours, theirs in modes.items():
        for width, order in ((3, 1), (9, 1), (9, 2), (11, 3)):
            out[f"{ours}.{width}.{order}"] = whole(librosa.feature.delta(x, width=width, order=order, axis=0, mode=theirs))
    for ours, theirs in {"repeated": "replicate", "mirrored": "reflect", "wrapped": "circular", "zeros": "constant"}.items():
        out[f"torch.{ours}"] = whole(F.compute_deltas(torch.tensor(x.T)[None], 5, theirs)[0].numpy().T)
    return out


def cosines():
    x = noise(2 * 7, 5).reshape(2, 7).astype(np.float32).astype(np.float64)
    return {"input": whole(x), **{
        f"{kind}.{norm}": whole(scipy.fft.dct(x, type=kind, axis=1, norm=norm)[:, :5])
        for kind in (1, 2, 3) for norm in ("ortho", None)}}


def extremes():
    """One sample, silence and NaN, where the references have an answer."""
    one, silence = np.array([0.5]), np.zeros(2000)
    out = {
        "one_logfbank": thin(psf.logfbank(one, 16000, 0.02, 0.01, 10, 512)),
        "one_mfcc": thin(psf.mfcc(one, 16000)),
        "one_stft": thin(librosa.stft(one, n_fft=64).real.T),
        "one_mel": thin(librosa.feature.melspectrogram(y=one, sr=16000, n_fft=512, n_mels=10).T),
        "one_mfcc_librosa": thin(librosa.feature.mfcc(y=one, sr=16000, n_fft=512, n_mels=20, n_mfcc=5).T),
        "one_resampled": thin(F.resample(wave(one.astype(np.float32)), 16000, 44100)[0].numpy()),
        "silence_logfbank": thin(psf.logfbank(silence, 16000, 0.02, 0.01, 10, 512)),
        "silence_mfcc": thin(psf.mfcc(silence, 16000)),
        "silence_mfcc_librosa": thin(librosa.feature.mfcc(y=silence, sr=16000, n_fft=512, n_mels=20, n_mfcc=5).T),
        "silence_kaldi": thin(kaldi.fbank(wave(silence.astype(np.float32)), use_energy=True)),
        "silence_kaldi_mfcc": thin(kaldi.mfcc(wave(silence.astype(np.float32)))),
        "silence_decibels": thin(librosa.power_to_db(silence)),
        "silence_griffin_lim": thin(librosa.griffinlim(np.zeros((33, 9)), n_iter=2, init=None)),
        "silence_resampled": thin(F.resample(wave(silence.astype(np.float32)), 16000, 11025)[0].numpy()),
    }
    spoiled = signals()["speech16k"][1].copy()
    spoiled[2000] = np.nan
    d = spoiled.astype(np.float64)
    out["nan_logfbank"] = [int(np.isnan(r).any()) for r in psf.logfbank(d, 16000, 0.02, 0.01, 20, 1024)]
    out["nan_kaldi"] = [int(np.isnan(r).any()) for r in kaldi.fbank(wave(spoiled)).numpy()]
    return out


def inverse_bands():
    rate, x = signals()["speech16k"]
    m = librosa.feature.melspectrogram(y=x.astype(np.float64), sr=rate, n_fft=512, hop_length=256, n_mels=30, htk=True, norm=None)
    scale = torchaudio.transforms.InverseMelScale(257, n_mels=30, sample_rate=rate, norm=None, mel_scale="htk").double()
    return thin(scale(torch.tensor(m)[None])[0].numpy().T, 80)


out = {
    "signals": {name: thin(x) for name, (_, x) in signals().items()},
    "rates": {name: rate for name, (rate, _) in signals().items()},
    "tables": {name: front_ends(rate, x) for name, (rate, x) in signals().items()},
    "windows": window_table(),
    "deltas": deltas(),
    "cosines": cosines(),
    "extremes": extremes(),
    "inverse_bands": inverse_bands(),
    "empty_bands": [int(b) for b in np.flatnonzero(librosa.filters.mel(sr=16000, n_fft=256, n_mels=128).max(axis=1) == 0)],
    "inverse_decibels": {
        "power": whole(librosa.db_to_power(np.array([-40.0, 0, 3, 25]), ref=2.0)),
        "amplitude": whole(librosa.db_to_amplitude(np.array([-40.0, 0, 3, 25]), ref=2.0)),
    },
}
(here / "signals" / "frontends.json").write_text(json.dumps(out, separators=(",", ":")).replace('},"', '},\n"') + "\n")
