#!/usr/bin/env python3
"""Forward values and gradients of network operations by PyTorch, in double precision, into neural/operations.json.

Tensors are stored channels last and filters [(kT,) kH, kW, in, out], as the library has them; PyTorch's layouts are converted here.
Every gradient is that of sum(output * weights).
"""
import json
import pathlib

import torch
import torch.nn.functional as F

here = pathlib.Path(__file__).parent / "neural"
here.mkdir(exist_ok=True)
generator = torch.Generator().manual_seed(20180629)


def random(*shape):
    return torch.randn(shape, generator=generator, dtype=torch.float64).float().double().requires_grad_()


def last(x):
    """[N, C, ...] as [N, ..., C]."""
    return x.permute(0, *range(2, x.dim()), 1)


def first(x):
    """[N, ..., C] as [N, C, ...]."""
    return x.permute(0, x.dim() - 1, *range(1, x.dim() - 1))


def filter_first(f):
    """[..., in, out] as [out, in, ...]."""
    return f.permute(f.dim() - 1, f.dim() - 2, *range(f.dim() - 2))


def dump(x):
    return {"shape": list(x.shape), "data": [float(f"{v:.7g}") for v in x.detach().reshape(-1).tolist()]}


def case(inputs, output, **more):
    weights = random(*output.shape).detach()
    gradients = torch.autograd.grad((output * weights).sum(), inputs)
    return dict(
        inputs=[dump(x) for x in inputs], output=dump(output), weights=dump(weights), gradients=[dump(g) for g in gradients], **more)


def convolution(shape, kernel, channels, stride, padding, bias):
    x, f = random(*shape), random(*kernel, shape[-1], channels)
    inputs = [x, f] + ([random(channels)] if bias else [])
    apply = F.conv2d if len(kernel) == 2 else F.conv3d
    y = apply(first(x), filter_first(f), inputs[2] if bias else None, stride=stride, padding=padding)
    return case(inputs, last(y), stride=stride, padding=padding)


def pooling(apply, shape, kernel, stride, padding):
    x = random(*shape)
    return case([x], last(apply(first(x), kernel, stride, padding)), kernel=kernel, stride=stride, padding=padding)


def normalization(shape, relu, residual, training):
    x, scale, shift = random(*shape), random(shape[-1]), random(shape[-1])
    mean, variance = random(shape[-1]).detach(), random(shape[-1]).detach().square() + 0.1
    inputs = [x, scale, shift] + ([random(*shape)] if residual else [])
    running = (mean.clone(), variance.clone())
    y = last(F.batch_norm(first(x), *running, scale, shift, training=training, momentum=1.0, eps=1e-5))
    if residual:
        y = y + inputs[3]
    if relu:
        y = F.relu(y)
    return case(
        inputs, y, mean=dump(mean), variance=dump(variance), batch_mean=dump(running[0]), batch_variance=dump(running[1]),
        training=int(training), relu=int(relu))


def linear(shape, outputs, bias):
    x, w = random(*shape), random(shape[-1], outputs)
    inputs = [x, w] + ([random(outputs)] if bias else [])
    return case(inputs, F.linear(x, w.t(), inputs[2] if bias else None))


def global_average(shape):
    x = random(*shape)
    return case([x], x.reshape(shape[0], -1, shape[-1]).mean(1))


def heads_first(x, heads):
    """[N, T, heads * d] as [N, heads, T, d]."""
    return x.view(*x.shape[:2], heads, -1).transpose(1, 2)


def attention(queries, keys, width, value_width, heads, bias=None, causal=False, scale=None):
    q, k, v = random(2, queries, width), random(2, keys, width), random(2, keys, value_width)
    inputs = [q, k, v] + ([random(*bias)] if bias else [])
    mask = inputs[3] if bias else None
    y = F.scaled_dot_product_attention(
        *(heads_first(x, heads) for x in (q, k, v)), attn_mask=mask, is_causal=causal, scale=scale)
    y = y.transpose(1, 2).reshape(2, queries, value_width)
    return case(inputs, y, heads=heads, causal=int(causal), scale=scale or (width // heads) ** -0.5)


def layer_normalization(shape):
    inputs = [random(*shape), random(shape[-1]), random(shape[-1])]
    return case(inputs, F.layer_norm(inputs[0], shape[-1:], inputs[1], inputs[2]))


def group_normalization(shape, groups):
    inputs = [random(*shape), random(shape[-1]), random(shape[-1])]
    return case(inputs, last(F.group_norm(first(inputs[0]), groups, inputs[1], inputs[2])), groups=groups)


def info_nce(count, width, temperature, symmetric):
    q, k = random(count, width), random(count, width)
    logits = F.normalize(q, dim=1) @ F.normalize(k, dim=1).t() / temperature
    own = torch.arange(count)
    y = F.cross_entropy(logits, own)
    if symmetric:
        y = (y + F.cross_entropy(logits.t(), own)) / 2
    return case([q, k], y, temperature=temperature, symmetric=int(symmetric))


def nt_xent(count, width, temperature):
    a, b = random(count, width), random(count, width)
    views = F.normalize(torch.cat([a, b]), dim=1)
    logits = (views @ views.t() / temperature).masked_fill(torch.eye(2 * count, dtype=torch.bool), -torch.inf)
    return case([a, b], F.cross_entropy(logits, (torch.arange(2 * count) + count) % (2 * count)), temperature=temperature)


def triplet(count, width, margin):
    inputs = [random(count, width) for _ in range(3)]
    return case(inputs, F.triplet_margin_loss(*inputs, margin=margin), margin=margin)


result = {
    "convolution2D": [
        convolution([2, 5, 6, 3], [3, 3], 4, [1, 1], [1, 1], True),
        convolution([1, 7, 5, 2], [3, 2], 8, [2, 1], [0, 1], False),
        convolution([2, 4, 4, 8], [1, 1], 16, [2, 2], [0, 0], False),
    ],
    "convolution3D": [
        convolution([1, 3, 5, 5, 2], [3, 3, 3], 3, [1, 2, 2], [1, 1, 1], True),
        convolution([2, 2, 4, 3, 8], [1, 3, 3], 8, [1, 1, 1], [0, 1, 1], False),
    ],
    "maxPooled2D": [
        pooling(F.max_pool2d, [2, 6, 5, 3], [2, 2], [2, 2], [0, 0]), pooling(F.max_pool2d, [1, 5, 6, 8], [3, 3], [2, 2], [1, 1])],
    "maxPooled3D": [pooling(F.max_pool3d, [1, 4, 5, 4, 3], [2, 3, 2], [2, 2, 2], [1, 1, 0])],
    "averagePooled2D": [
        pooling(F.avg_pool2d, [2, 6, 5, 3], [2, 2], [2, 2], [0, 0]), pooling(F.avg_pool2d, [1, 5, 6, 2], [3, 3], [2, 1], [1, 1])],
    "averagePooled3D": [pooling(F.avg_pool3d, [1, 4, 5, 4, 3], [2, 3, 2], [2, 2, 1], [1, 0, 1])],
    "globalAveragePooled": [global_average([2, 3, 4, 5]), global_average([2, 2, 3, 4, 3])],
    "batchNormalized": [
        normalization([3, 4, 5, 6], relu, residual, training)
        for training in (True, False) for relu in (False, True) for residual in (False, True)],
    "linear": [linear([4, 5], 3, True), linear([2, 3, 4], 2, False)],
    # After those above, whose numbers stay what they were.
    "attention": [
        attention(5, 5, 6, 6, 1), attention(3, 7, 8, 4, 2), attention(6, 6, 12, 12, 3, causal=True), attention(3, 5, 8, 8, 2, causal=True),
        attention(4, 6, 8, 8, 2, bias=(2, 2, 4, 6)), attention(4, 6, 8, 8, 2, bias=(2, 1, 1, 6)), attention(4, 6, 4, 4, 2, bias=(4, 6)),
        attention(4, 6, 4, 4, 1, scale=0.3), attention(40, 35, 4, 4, 2)],
    "layerNormalized": [layer_normalization([3, 4, 5]), layer_normalization([2, 33]), layer_normalization([70, 3])],
    "groupNormalized": [group_normalization([2, 3, 4, 6], 3), group_normalization([2, 5, 4], 1), group_normalization([3, 5, 4], 4)],
    "infoNCE": [info_nce(5, 4, 0.07, True), info_nce(3, 6, 0.5, False)],
    "normalizedTemperatureCrossEntropy": [nt_xent(4, 3, 0.5), nt_xent(2, 5, 0.1)],
    "tripletLoss": [triplet(5, 4, 1.0), triplet(3, 2, 0.2)],
}
(here / "operations.json").write_text(json.dumps(result))
