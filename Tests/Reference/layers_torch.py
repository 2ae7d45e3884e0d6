"""Layers by PyTorch and torchvision: weights, an input, the output and all gradients, for LayersTests.

Inputs and outputs are channels last, as this library has them; weights keep PyTorch's names and layout, as its files do.
Writes layers/layers.json beside this file. Run: python Tests/Reference/layers_torch.py
"""
import json
import pathlib

import torch
from torch import nn
from torchvision.models.video.resnet import BasicBlock, Conv3DNoTemporal, Conv3DSimple

OUT = pathlib.Path(__file__).parent / "layers"
torch.manual_seed(5)


def packed(tensor):
    tensor = tensor.detach()
    return {"shape": list(tensor.shape), "data": [float(f"{value:.7g}") for value in tensor.flatten().tolist()]}


def channels_last(tensor):
    return tensor.movedim(1, -1) if tensor.dim() > 2 else tensor


def channels_first(tensor):
    return tensor.movedim(-1, 1) if tensor.dim() > 2 else tensor


def case(module, shape, train=True, sequence=False):
    """One forward and backward pass; the loss is the output weighted by `cotangent`."""
    module.train(train)
    for name, parameter in module.named_parameters():
        if parameter.dim() == 1:
            nn.init.normal_(parameter, 0.5 if "weight" in name else 0.0, 0.5)
    for name, buffer in module.named_buffers():
        if "running" in name:
            buffer.uniform_(0.5, 1.5)
    weights = {name: packed(value) for name, value in module.state_dict().items() if "num_batches" not in name}
    x = torch.randn(shape).requires_grad_()
    y = module(x) if sequence else channels_last(module(channels_first(x)))
    cotangent = torch.rand(y.shape) + 0.5
    (y * cotangent).sum().backward()
    return {
        "input": packed(x), "output": packed(y), "cotangent": packed(cotangent), "weights": weights,
        "inputGradient": packed(x.grad),
        "gradients": {name: packed(value.grad) for name, value in module.named_parameters()},
        "buffers": {name: packed(value) for name, value in module.named_buffers() if "running" in name},
    }


class Shortcut(nn.Module):
    """The shortcut of torchvision's video networks."""

    def __new__(cls, inputs, outputs, stride):
        return nn.Sequential(nn.Conv3d(inputs, outputs, 1, stride=stride, bias=False), nn.BatchNorm3d(outputs))


class Looks(nn.Module):
    """Self-attention alone."""

    def __new__(cls, width, heads, causal=False):
        inner = nn.MultiheadAttention(width, heads, batch_first=True)
        plain = inner.forward

        def forward(x):
            mask = nn.Transformer.generate_square_subsequent_mask(x.shape[1]) if causal else None
            return plain(x, x, x, attn_mask=mask, is_causal=causal, need_weights=False)[0]

        inner.forward = forward
        return inner


class States(nn.Module):
    """A GRU's states."""

    def __new__(cls, inputs, hidden, layers=1):
        inner = nn.GRU(inputs, hidden, num_layers=layers, batch_first=True)
        plain = inner.forward
        inner.forward = lambda x: plain(x)[0]
        return inner


CASES = {
    "linear": lambda: case(nn.Linear(5, 3), (4, 5)),
    "linear-without-bias": lambda: case(nn.Linear(5, 3, bias=False), (4, 5)),
    "convolution2D": lambda: case(nn.Conv2d(3, 4, (3, 2), stride=(2, 1), padding=(1, 0)), (2, 6, 5, 3)),
    "convolution3D": lambda: case(
        nn.Conv3d(3, 4, (3, 5, 5), stride=(1, 2, 2), padding=(1, 2, 2), bias=False), (1, 3, 6, 5, 3)),
    "convolution3D-bias": lambda: case(nn.Conv3d(2, 3, (1, 3, 3), padding=(0, 1, 1)), (2, 2, 3, 4, 2)),
    "normalization-training": lambda: case(nn.BatchNorm2d(3), (2, 3, 4, 3)),
    "normalization-evaluation": lambda: case(nn.BatchNorm3d(3), (2, 2, 3, 2, 3), train=False),
    "normalization-rows": lambda: case(nn.BatchNorm1d(4), (6, 4)),
    "max-pool2D": lambda: case(nn.MaxPool2d((3, 2), stride=(2, 2), padding=(1, 0)), (2, 7, 6, 3)),
    "max-pool3D": lambda: case(nn.MaxPool3d((2, 3, 3), stride=(1, 2, 2), padding=(0, 1, 1)), (1, 4, 5, 6, 2)),
    "average-pool2D": lambda: case(nn.AvgPool2d(2, stride=2), (2, 6, 5, 3)),
    "average-pool3D": lambda: case(nn.AvgPool3d((1, 2, 2), stride=(1, 2, 2)), (1, 3, 4, 6, 2)),
    "global-average-pool": lambda: case(nn.Sequential(nn.AdaptiveAvgPool3d(1), nn.Flatten()), (2, 3, 4, 2, 3)),
    "block-identity": lambda: case(BasicBlock(4, 4, Conv3DSimple), (2, 3, 4, 4, 4)),
    "block-shortcut": lambda: case(
        BasicBlock(3, 6, Conv3DNoTemporal, stride=2, downsample=Shortcut(3, 6, (1, 2, 2))), (2, 2, 6, 6, 3)),
    "block-evaluation": lambda: case(BasicBlock(4, 4, Conv3DNoTemporal), (1, 2, 4, 4, 4), train=False),
    # After those above, whose numbers stay what they were.
    "layer-normalization": lambda: case(nn.LayerNorm(6), (2, 3, 6), sequence=True),
    "group-normalization": lambda: case(nn.GroupNorm(2, 6), (2, 3, 4, 6)),
    "attention": lambda: case(Looks(12, 3), (2, 5, 12), sequence=True),
    "attention-causal": lambda: case(Looks(8, 2, causal=True), (2, 5, 8), sequence=True),
    "transformer-first": lambda: case(
        nn.TransformerEncoderLayer(8, 2, 16, dropout=0, activation="gelu", batch_first=True, norm_first=True), (2, 5, 8), sequence=True),
    "transformer-after": lambda: case(
        nn.TransformerEncoderLayer(8, 2, 12, dropout=0, activation="relu", batch_first=True), (2, 5, 8), sequence=True),
    "weight-normalization": lambda: case(torch.nn.utils.weight_norm(nn.Conv2d(2, 3, 3, padding=1)), (1, 4, 4, 2)),
    "weight-normalization-linear": lambda: case(torch.nn.utils.weight_norm(nn.Linear(4, 3)), (2, 4)),
    "gru": lambda: case(States(3, 4), (2, 5, 3), sequence=True),
    "gru-layers": lambda: case(States(3, 4, 2), (2, 5, 3), sequence=True),
}

OUT.mkdir(exist_ok=True)
(OUT / "layers.json").write_text(json.dumps({name: make() for name, make in CASES.items()}) + "\n")
