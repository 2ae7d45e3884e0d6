"""Trajectories of PyTorch's optimisers and learning-rate schedulers, for OptimizersTests.

Writes optimizers/rules.json and optimizers/schedules.json beside this file. Run: python Tests/Reference/optimizers_torch.py
"""
import json
import math
import pathlib

import torch

OUT = pathlib.Path(__file__).parent / "optimizers"
COUNT = 21  # odd, so that the vectorised loop has a tail
STEPS = 6


def start():
    return torch.tensor([math.sin(1.0 + i) for i in range(COUNT)], dtype=torch.float32)


def gradient(step):
    return torch.tensor([math.cos(0.7 * i + step) * (1 + 0.1 * i) for i in range(COUNT)], dtype=torch.float32)


RULES = {
    "sgd": (torch.optim.SGD, dict(lr=0.1)),
    "sgd-decay": (torch.optim.SGD, dict(lr=0.1, weight_decay=0.01)),
    "sgd-momentum": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.001)),
    "sgd-nesterov": (torch.optim.SGD, dict(lr=0.1, momentum=0.9, weight_decay=0.001, nesterov=True)),
    "adam": (torch.optim.Adam, dict(lr=0.01)),
    "adam-decay": (torch.optim.Adam, dict(lr=0.01, betas=(0.8, 0.95), eps=1e-6, weight_decay=0.1)),
    "adamw": (torch.optim.AdamW, dict(lr=0.01, weight_decay=0.1)),
}


def rules():
    result = {}
    for name, (rule, settings) in RULES.items():
        parameter = torch.nn.Parameter(start())
        optimizer = rule([parameter], **settings)
        trajectory = []
        for step in range(STEPS):
            parameter.grad = gradient(step)
            optimizer.step()
            trajectory.append(parameter.detach().tolist())
        result[name] = trajectory
    return {
        "start": start().tolist(),
        "gradients": [gradient(step).tolist() for step in range(STEPS)],
        "trajectories": result,
    }


def clipping():
    parts = [torch.nn.Parameter(torch.zeros(5)), torch.nn.Parameter(torch.zeros(7))]
    for index, part in enumerate(parts):
        part.grad = torch.arange(1.0, part.numel() + 1) * (index + 1)
    before = [part.grad.tolist() for part in parts]
    norm = torch.nn.utils.clip_grad_norm_(parts, 2.5)
    return {"before": before, "after": [part.grad.tolist() for part in parts], "norm": norm.item(), "maximum": 2.5}


def rates(make, steps, losses=None):
    parameter = torch.nn.Parameter(torch.zeros(1))
    optimizer = torch.optim.SGD([parameter], lr=0.1)
    scheduler = make(optimizer)
    found = []
    for step in range(steps):
        found.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step(losses[step]) if losses else scheduler.step()
    return found


def schedules():
    s = torch.optim.lr_scheduler
    losses = [1.0, 0.9, 0.95, 0.91, 0.92, 0.9, 0.8, 0.81, 0.79995, 0.85, 0.9, 0.7, 0.71, 0.72, 0.73, 0.74, 0.75, 0.76]
    return {
        "losses": losses,
        "step": rates(lambda o: s.StepLR(o, 4, gamma=0.5), 20),
        "milestones": rates(lambda o: s.MultiStepLR(o, [3, 9], gamma=0.1), 20),
        "cosine": rates(lambda o: s.CosineAnnealingLR(o, 16, eta_min=0.001), 17),
        "plateau": rates(lambda o: s.ReduceLROnPlateau(o, factor=0.1, patience=2, min_lr=2e-4), len(losses), losses),
        "warm-up-cosine": rates(
            lambda o: s.SequentialLR(
                o, [s.LinearLR(o, 0.25, 1.0, 4), s.CosineAnnealingLR(o, 10, eta_min=0.0)], milestones=[4]), 14),
    }


OUT.mkdir(exist_ok=True)
(OUT / "rules.json").write_text(json.dumps(rules() | {"clipping": clipping()}) + "\n")
(OUT / "schedules.json").write_text(json.dumps(schedules(), indent=1) + "\n")
