"""Names and shapes of torchvision's mc3_18, for LayersTests.

Writes layers/mc3_18.json beside this file. Run: python Tests/Reference/layers_mc3_18.py
"""
import json
import pathlib

from torchvision.models.video import mc3_18

state = mc3_18(weights=None).state_dict()
shapes = {name: list(value.shape) for name, value in state.items() if "num_batches" not in name}
(pathlib.Path(__file__).parent / "layers" / "mc3_18.json").write_text(json.dumps(shapes) + "\n")
