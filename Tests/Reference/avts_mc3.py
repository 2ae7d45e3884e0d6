#!/usr/bin/env python3
"""Reference numbers of torchvision's mc3_18 on weights that both sides make from a formula.

  python Tests/Reference/avts_mc3.py > Tests/Reference/avts/mc3_18.json

Weights: parameter `name`, element i (torch's order) = scale * (u(name, i) - 0.5), u from splitmix64 of fnv1a(name) + i, top 24 bits.
Computed in 64 bits, so that what is measured is the other side's rounding. The batch is two clips of 4×32×32, the loss the sum of the features times fixed coefficients; train mode (batch statistics).
The clips are as small as they are to keep the test quick; torchvision's network has no fixed size.
Versions used: torch 2.x, torchvision's VideoResNet with MC3 builder.
"""
import json
import numpy as np
import torch
import torchvision


def fnv1a(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def uniform(name, count):
    with np.errstate(over="ignore"):
        z = np.uint64(fnv1a(name)) + np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return ((z >> np.uint64(40)).astype(np.float64) / 2**24).astype(np.float32)


def fill(name, shape):
    count = int(np.prod(shape))
    u = uniform(name, count)
    if name.endswith("running_mean"):
        values = 0.2 * (u - 0.5)
    elif name.endswith("running_var"):
        values = 0.5 + u
    elif len(shape) == 1 and name.endswith("weight"):
        values = 0.75 + 0.5 * u
    elif len(shape) == 1:
        values = 0.2 * (u - 0.5)
    else:
        fan_in = int(np.prod(shape[1:]))
        values = (u - 0.5) * np.float32(2 * np.sqrt(3.0 / fan_in) * np.sqrt(2.0))
    return torch.from_numpy(values.astype(np.float32).reshape(shape).copy())


def build():
    model = torchvision.models.video.mc3_18(weights=None)
    state = {k: (fill(k, tuple(v.shape)) if v.dtype == torch.float32 else v) for k, v in model.state_dict().items()}
    model.load_state_dict(state)
    return model.double()


def features(model, clip):
    x = model.stem(clip)
    for layer in (model.layer1, model.layer2, model.layer3, model.layer4):
        x = layer(x)
    return model.avgpool(x).flatten(1)


def main():
    torch.set_num_threads(2)
    clip = torch.from_numpy(uniform("clip", 2 * 3 * 4 * 32 * 32).reshape(2, 3, 4, 32, 32)).double()
    coefficients = torch.from_numpy(uniform("coefficients", 2 * 512).reshape(2, 512)).double() - 0.5

    model = build().eval()
    with torch.no_grad():
        evaluated = features(model, clip)
        logits = model.fc(evaluated)
    model = build().train()
    out = features(model, clip)
    loss = (out * coefficients).sum()
    loss.backward()

    gradients = {}
    for name, parameter in model.named_parameters():
        if parameter.grad is None:
            continue
        g = parameter.grad.flatten().double()
        picked = [0, g.numel() // 3, g.numel() - 1]
        gradients[name] = {"norm": g.norm().item(), "largest": g.abs().max().item(), "at": picked, "values": [g[i].item() for i in picked]}
    print(json.dumps({
        "names": list(model.state_dict()), "shapes": {k: list(v.shape) for k, v in model.state_dict().items()},
        "eval": {"features": evaluated.flatten().tolist(), "logits": logits[0, :8].tolist()},
        "train": {"loss": loss.item(), "features": out.detach().flatten().tolist()[:64]},
        "gradients": gradients,
        "running": {"stem.1.running_mean": model.state_dict()["stem.1.running_mean"].tolist()[:8],
                    "stem.1.running_var": model.state_dict()["stem.1.running_var"].tolist()[:8]},
    }))


if __name__ == "__main__":
    main()
