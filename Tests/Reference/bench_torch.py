#!/usr/bin/env python3
"""The work of avts-bench's step-mini and step-mc3, by PyTorch, for a table of both: prints one JSON object a measurement.

Usage: bench_torch.py [step-mini | step-mc3] [--runs 7] [--threads 2] [--batch 64] [--channels-last] [--bf16]
"""
import argparse
import contextlib
import json
import resource
import statistics
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


def unit3(inputs, outputs, kernel, stride=1, padding=0):
    return nn.Sequential(nn.Conv3d(inputs, outputs, kernel, stride, padding, bias=False), nn.BatchNorm3d(outputs))


class Block(nn.Module):
    def __init__(self, inputs, outputs, kernel, stride, padding):
        super().__init__()
        self.a = unit3(inputs, outputs, kernel, stride, padding)
        self.b = unit3(outputs, outputs, kernel, 1, padding)
        self.shortcut = unit3(inputs, outputs, 1, stride) if inputs != outputs else nn.Identity()

    def forward(self, x):
        return F.relu(self.b(F.relu(self.a(x))) + self.shortcut(x))


class Video(nn.Module):
    def __init__(self, w):
        super().__init__()
        self.stem = unit3(3, w, (3, 5, 5), (1, 2, 2), (1, 2, 2))
        flat = dict(kernel=(1, 3, 3), stride=(1, 2, 2), padding=(0, 1, 1))
        self.blocks = nn.Sequential(
            Block(w, w, 3, 1, 1), Block(w, 2 * w, **flat), Block(2 * w, 4 * w, **flat), Block(4 * w, 8 * w, **flat))
        self.head = nn.Linear(8 * w, 64)

    def forward(self, x):
        return self.head(self.blocks(F.relu(self.stem(x))).mean((2, 3, 4)))


class Sound(nn.Module):
    def __init__(self, w):
        super().__init__()
        layers, inputs = [], 1
        for outputs, pool in [(w, (1, 2)), (2 * w, 2), (4 * w, 2), (4 * w, 2), (8 * w, None)]:
            layers += [nn.Conv2d(inputs, outputs, 3, padding=1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU()]
            layers += [nn.MaxPool2d(pool)] if pool else []
            inputs = outputs
        self.layers = nn.Sequential(*layers)
        self.head = nn.Linear(8 * w, 64)

    def forward(self, x):
        return self.head(self.layers(x).mean((2, 3)))


class MC3(nn.Module):
    """torchvision's mc3_18 (Tran et al. 2018), 400 classes."""

    def __init__(self):
        super().__init__()
        self.stem = unit3(3, 64, (3, 7, 7), (1, 2, 2), (1, 3, 3))
        flat = dict(kernel=(1, 3, 3), padding=(0, 1, 1))
        blocks, inputs = [Block(64, 64, 3, 1, 1), Block(64, 64, 3, 1, 1)], 64
        for outputs in (128, 256, 512):
            blocks += [Block(inputs, outputs, stride=(1, 2, 2), **flat), Block(outputs, outputs, stride=1, **flat)]
            inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.fc = nn.Linear(512, 400)

    def forward(self, x):
        return self.fc(self.blocks(F.relu(self.stem(x))).mean((2, 3, 4)))


def measure(name, runs, items, step):
    step()
    step()
    seconds, processor = [], []
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        step()
        seconds.append(time.perf_counter() - start)
        processor.append(time.process_time() - used)
    median = statistics.median(seconds)
    print(json.dumps({
        "name": name, "median": median, "minimum": min(seconds), "maximum": max(seconds),
        "processor": statistics.median(processor), "runs": runs,
        "peakBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "threads": torch.get_num_threads(), "rate": items / median, "rateUnit": "clips/s", "implementation": f"torch {torch.__version__}"}))


def mini(options, autocast):
    n = options.batch or 64
    video, sound = Video(options.width), Sound(options.width)
    clips, spectrograms = torch.rand(n, 3, 12, 32, 32), torch.randn(n, 1, 100, 40)
    if options.channels_last:
        video, clips = video.to(memory_format=torch.channels_last_3d), clips.to(memory_format=torch.channels_last_3d)
        sound = sound.to(memory_format=torch.channels_last)
        spectrograms = spectrograms.to(memory_format=torch.channels_last)
    labels = (torch.arange(n) < n // 2).float()
    optimizer = torch.optim.SGD([*video.parameters(), *sound.parameters()], lr=0.01, momentum=0.9)

    def step():
        optimizer.zero_grad()
        with autocast():
            squared = (video(clips) - sound(spectrograms)).float().square().sum(1)
        apart = F.relu(0.99 - (squared + 1e-12).sqrt()).square()
        (labels * squared + (1 - labels) * apart).mean().backward()
        optimizer.step()

    return f"step-mini batch {n} width {options.width}", n, step


def mc3(options, autocast):
    n = options.batch or 8
    network, clips = MC3(), torch.rand(n, 3, options.frames, options.side, options.side)
    if options.channels_last:
        network, clips = network.to(memory_format=torch.channels_last_3d), clips.to(memory_format=torch.channels_last_3d)
    labels = torch.arange(n) % 400
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01, momentum=0.9)

    def step():
        optimizer.zero_grad()
        with autocast():
            scores = network(clips)
        F.cross_entropy(scores.float(), labels).backward()
        optimizer.step()

    return f"step-mc3 {n} clips of {options.frames}×{options.side}×{options.side}", n, step


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("work", nargs="?", default="step-mini", choices=["step-mini", "step-mc3"])
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int)
    parser.add_argument("--width", type=int, default=8)
    parser.add_argument("--frames", type=int, default=8)
    parser.add_argument("--side", type=int, default=56)
    parser.add_argument("--channels-last", action="store_true")
    parser.add_argument("--bf16", action="store_true")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    autocast = (lambda: torch.autocast("cpu", torch.bfloat16)) if options.bf16 else contextlib.nullcontext
    name, items, step = (mini if options.work == "step-mini" else mc3)(options, autocast)
    measure(name + (" bf16" if options.bf16 else ""), options.runs, items, step)


if __name__ == "__main__":
    main()
