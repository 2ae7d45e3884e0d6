#!/usr/bin/env python3
"""The work of `avts-bench tensor` in PyTorch: run both at one time on one machine with one number of threads."""
import sys
import time

import torch

torch.set_num_threads(int(sys.argv[1]) if len(sys.argv) > 1 else torch.get_num_threads())
count = 1 << 20
x, y = torch.randn(count), torch.rand(count) * 1.5 + 0.5
channels, rows, clips, bias = x.view(-1, 8), x.view(-1, 256), x.view(4, 16, 32, 32, 16), torch.ones(8)


def chain():
    leaf = bias.clone().requires_grad_()
    total = leaf
    for _ in range(1000):
        total = total + leaf
    total.sum().backward()


work = [("add", lambda: x + y), ("times a number", lambda: x * 2), ("add a bias of 8 channels", lambda: channels + bias),
        ("relu", x.relu), ("exp", x.exp), ("log", y.log), ("tanh", x.tanh), ("sigmoid", x.sigmoid), ("sum", x.sum),
        ("sum to 8 channels", lambda: channels.sum(0)), ("max of rows of 256", lambda: rows.amax(1)),
        ("variance", lambda: x.var(correction=0)), ("softmax of rows of 256", lambda: rows.softmax(1)),
        ("transpose 4096 × 256", lambda: rows.t().contiguous()),
        ("NTHWC to NCTHW", lambda: clips.permute(0, 4, 1, 2, 3).contiguous()),
        ("slice half the channels", lambda: channels[:, :4].contiguous()), ("concatenate", lambda: torch.cat([x, y])),
        ("uniform numbers", lambda: torch.rand(count)), ("normal numbers", lambda: torch.randn(count)),
        ("1000 tracked additions of 8, and back", chain)]
for name, body in work:
    body()
    seconds = []
    for _ in range(15):
        start = time.perf_counter()
        body()
        seconds.append(time.perf_counter() - start)
    seconds.sort()
    print(f"{name:44}{seconds[7] * 1e3:10.3f} ms ({seconds[0] * 1e3:.3f}–{seconds[-1] * 1e3:.3f})")
