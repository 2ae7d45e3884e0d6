#!/usr/bin/env python3
"""The work of `avts-bench tensor` in PyTorch: run both at one time on one machine with one number of threads."""
import argparse
import json
import time

import torch

parser = argparse.ArgumentParser()
parser.add_argument("--threads", type=int, default=torch.get_num_threads())
parser.add_argument("--runs", type=int, default=15)
parser.add_argument("--only", help="only operations whose names contain this")
parser.add_argument("--json", action="store_true", help="a line of JSON for each")
options = parser.parse_args()
torch.set_num_threads(options.threads)
count = 1 << 20
x, y = torch.randn(count), torch.rand(count) * 1.5 + 0.5
square = x.view(1024, 1024)
a, b = torch.randn(512, 512), torch.randn(512, 512)
q, k = torch.randn(8, 6, 196, 64), torch.randn(8, 6, 196, 64)
c, d = torch.randn(64, 128, 128), torch.randn(64, 128, 128)
system = c[:8] + 20 * torch.eye(128)
channels, rows, clips, bias = x.view(-1, 8), x.view(-1, 256), x.view(4, 16, 32, 32, 16), torch.ones(8)


def chain():
    leaf = bias.clone().requires_grad_()
    total = leaf
    for _ in range(1000):
        total = total + leaf
    total.sum().backward()


def gelu_and_back():
    leaf = x.detach().requires_grad_()
    torch.nn.functional.gelu(leaf).sum().backward()


def heads(t):
    return t.view(8, 196, 6, 64).transpose(1, 2)


def attend(q, k, v):
    found = torch.nn.functional.scaled_dot_product_attention(heads(q), heads(k), heads(v))
    return found.transpose(1, 2).reshape(8, 196, 384)


def attend_and_back():
    leaves = [t.detach().requires_grad_() for t in tokens]
    attend(*leaves).sum().backward()


def normalize_and_back():
    leaves = [t.detach().requires_grad_() for t in (tokens[0], ones, zeros)]
    torch.nn.functional.layer_norm(leaves[0], [384], leaves[1], leaves[2]).sum().backward()


def transformer_step():
    for parameter in blocks.parameters():
        parameter.grad = None
    loss = blocks(tokens[0]).square().mean()
    loss.backward()
    optimizer.step()


blocks = torch.nn.Sequential(*(
    torch.nn.TransformerEncoderLayer(384, 6, 1536, dropout=0, activation="gelu", batch_first=True, norm_first=True) for _ in range(2)))
optimizer = torch.optim.AdamW(blocks.parameters(), lr=1e-4)
tokens = [torch.randn(8, 196, 384) for _ in range(3)]
ones, zeros = torch.ones(384), torch.zeros(384)
work = [("add", lambda: x + y), ("times a number", lambda: x * 2), ("add a bias of 8 channels", lambda: channels + bias),
        ("relu", x.relu), ("exp", x.exp), ("log", y.log), ("tanh", x.tanh), ("sigmoid", x.sigmoid), ("sum", x.sum),
        ("sum to 8 channels", lambda: channels.sum(0)), ("max of rows of 256", lambda: rows.amax(1)),
        ("variance", lambda: x.var(correction=0)), ("softmax of rows of 256", lambda: rows.softmax(1)),
        ("transpose 4096 × 256", lambda: rows.t().contiguous()),
        ("NTHWC to NCTHW", lambda: clips.permute(0, 4, 1, 2, 3).contiguous()),
        ("slice half the channels", lambda: channels[:, :4].contiguous()), ("concatenate", lambda: torch.cat([x, y])),
        ("uniform numbers", lambda: torch.rand(count)), ("normal numbers", lambda: torch.randn(count)),
        ("gelu", lambda: torch.nn.functional.gelu(x)), ("gelu, and back", gelu_and_back),
        ("silu", lambda: torch.nn.functional.silu(x)), ("sort", x.sort), ("sort 1024 rows of 1024", lambda: square.sort(1)),
        ("argsort", lambda: torch.argsort(x, stable=True)), ("the 10 largest", lambda: x.topk(10)),
        ("cumulative sum", lambda: x.cumsum(0)), ("cumulative sums of rows", lambda: square.cumsum(1)),
        ("cumulative sums of columns", lambda: square.cumsum(0)),
        ("einsum ij,jk->ik of 512", lambda: torch.einsum("ij,jk->ik", a, b)),
        ("einsum bhqd,bhkd->bhqk of 8×6×196×64", lambda: torch.einsum("bhqd,bhkd->bhqk", q, k)),
        ("einsum bij,bjk->bik of 64×128×128", lambda: torch.einsum("bij,bjk->bik", c, d)),
        ("solve 8 systems of 128", lambda: torch.linalg.solve(system, d[:8])),
        ("attention of 8×196×384, 6 heads", lambda: attend(*tokens)), ("attention, and back", attend_and_back),
        ("layer normalisation of 8×196×384", lambda: torch.nn.functional.layer_norm(tokens[0], [384], ones, zeros)),
        ("layer normalisation, and back", normalize_and_back),
        ("training step of 2 transformer blocks of 8×196×384", transformer_step),
        ("1000 tracked additions of 8, and back", chain)]
for name, body in work:
    if options.only and options.only not in name:
        continue
    body()
    seconds = []
    for _ in range(options.runs):
        start = time.perf_counter()
        body()
        seconds.append(time.perf_counter() - start)
    seconds.sort()
    median = seconds[len(seconds) // 2]
    if options.json:
        print(json.dumps({"name": name, "median": median, "minimum": seconds[0], "maximum": seconds[-1], "peakBytes": 0}))
    else:
        print(f"{name:44}{median * 1e3:10.3f} ms ({seconds[0] * 1e3:.3f}–{seconds[-1] * 1e3:.3f})")
