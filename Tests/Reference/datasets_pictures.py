#!/usr/bin/env python3
"""Reference values of changes of pictures by torchvision, into datasets/pictures.json.

Made with torch and torchvision as the file's "versions" say. Frames are made of the same formula here and in PictureTests: two frames of 6 x 9, channels last.
"""
import json
import pathlib

import torch
import torchvision
import torchvision.transforms.functional as F

here = pathlib.Path(__file__).parent / "datasets"
here.mkdir(exist_ok=True)
index = torch.arange(2 * 6 * 9 * 3, dtype=torch.float64)
frames = ((index * 37 + index * index * 11) % 101 / 100).to(torch.float32).reshape(2, 6, 9, 3)
frames[0, 0, 0] = 0.5  # a grey, black and white
frames[0, 0, 1] = 0
frames[0, 0, 2] = 1
planes = frames.permute(0, 3, 1, 2)


def kept(result):
    result = result.permute(0, 2, 3, 1)
    return {"shape": list(result.shape), "data": [float(f"{v:.7g}") for v in result.flatten().tolist()]}


def each(change):
    return kept(torch.stack([change(frame) for frame in planes]))


result = {
    "versions": [torch.__version__, torchvision.__version__],
    "brightness": [dict(factor=f, **each(lambda x: F.adjust_brightness(x, f))) for f in (0.0, 0.6, 1.7)],
    "contrast": [dict(factor=f, **each(lambda x: F.adjust_contrast(x, f))) for f in (0.0, 0.6, 1.7)],
    "saturation": [dict(factor=f, **each(lambda x: F.adjust_saturation(x, f))) for f in (0.0, 0.6, 1.7)],
    "hue": [dict(factor=f, **each(lambda x: F.adjust_hue(x, f))) for f in (-0.5, -0.13, 0.27, 0.5)],
    "grey": each(lambda x: F.rgb_to_grayscale(x, num_output_channels=3)),
    "chain": each(lambda x: F.adjust_contrast(F.adjust_hue(F.adjust_saturation(F.adjust_brightness(x, 1.3), 0.5), 0.1), 1.4)),
    "resized": [
        dict(height=h, width=w, **each(lambda x: F.resize(x, [h, w], antialias=True))) for h, w in ((3, 4), (12, 20), (5, 9), (1, 1), (7, 3))],
    "blurred": [dict(size=k, sigma=s, **each(lambda x: F.gaussian_blur(x, [k, k], [s, s]))) for k, s in ((3, 0.8), (5, 1.5), (11, 3.0))],
    "centre": [dict(height=h, width=w, **each(lambda x: F.center_crop(x, [h, w]))) for h, w in ((4, 4), (3, 6), (6, 9), (1, 2))],
}
(here / "pictures.json").write_text(json.dumps(result) + "\n")
