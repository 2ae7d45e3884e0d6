"""Exports of the shipped notebooks by Jupyter's own tools: valid, written the same by nbformat, run whole, and read back byte by byte."""
import io
import pathlib
import subprocess
import sys

import nbclient
import nbformat

program, work = sys.argv[1], pathlib.Path(sys.argv[2])


def export(notebook, *more):
    target = work / (notebook.stem + ".ipynb")
    subprocess.run([program, "export", notebook, "--to", "ipynb", "-o", target, *more], check=True, stderr=subprocess.DEVNULL)
    return target


def check_file(path):
    text = path.read_text(encoding="utf-8")
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    written = io.StringIO()
    nbformat.write(notebook, written)
    assert written.getvalue() == text, f"{path}: nbformat writes it otherwise"
    return notebook


def check_way_back(notebook, path):
    back = work / "back.avtsnb"
    subprocess.run([program, "import", path, "-o", back, "--force"], check=True, stderr=subprocess.DEVNULL)
    assert back.read_bytes() == notebook.read_bytes(), f"{notebook}: import gives another text"


for source in sorted(pathlib.Path("notebooks").glob("*.avtsnb")):
    exported = export(source)
    check_file(exported)
    check_way_back(source, exported)

# The same numbers from a client of Jupyter's as from a run, and every cell in order.
tour = check_file(work / "tour.ipynb")
nbclient.NotebookClient(tour, kernel_name="avts-nb", timeout=120, resources={"metadata": {"path": str(work)}}).execute()
code = [cell for cell in tour.cells if cell.cell_type == "code"]
assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1)), "a cell did not run"
assert sum("image/png" in output.get("data", {}) for cell in code for output in cell.outputs) >= 5, "figures are missing"
nbformat.validate(tour)
path = work / "ran.ipynb"
nbformat.write(tour, path)
check_way_back(pathlib.Path("notebooks/tour.avtsnb"), path)

# What a run made is within an export.
ran = work / "small.avtsnb"
ran.write_text("# Small\n\n```swift {#plot}\nprint(\"a\\u{1B}[2Jb\")\nLinePlot(y: [1, 2, 3], title: \"Rise\")\n```\n", encoding="utf-8")
subprocess.run([program, "run", ran, "--quiet"], check=True, stdout=subprocess.DEVNULL)
outputs = check_file(export(ran)).cells[1].outputs
assert outputs[0].text == "a␛[2Jb\n", outputs[0]
assert "image/png" in outputs[1].data and outputs[1].data["text/plain"] == 'LinePlot "Rise"', outputs[1]
print("notebooks: valid, run, and read back")
