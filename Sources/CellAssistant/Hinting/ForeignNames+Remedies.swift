extension ForeignNames {
    private static let gradients =
        "gradients are values: let (loss, gradients) = valueWithGradient(of: model.parameters) { … }, then optimizer.step(gradients, learningRate: …)"
    private static let modules =
        "nothing stands behind a module's name: Tensor has what arrays do (at the prompt, :help Tensor), layers and plots are types"
    private static let memory = "tensors live in memory, as Float, always"
    private static let asking =
        "a cell does not ask; declare a parameter in the front matter and read it with parameter(\"name\", …)"

    private static let tables = "tables are read by DataTable(csv:) and DataTable(json:)"
    private static let records =
        "DataTable(json:) reads records, Tensor(json:) nested arrays of numbers; write(json:) writes either"
    private static let pictures =
        "pictures are changed by ColourJitter(…) and RandomResizedCrop(…), by Tensor.resized(…) and Tensor.blurred(…)"
    private static let archives = "Tensor.read(npz:) reads an archive of arrays by their names, Tensor.write(…, npz:) writes one"

    /// What to write for functions of modules, by the module's name and theirs.
    package static let calls: [String: String] = [
        "np.load": "Tensor(npy:) reads an array, Tensor.read(npz:) an archive of them by their names",
        "np.savez": archives, "np.savez_compressed": archives, "np.save": "write(npy:) writes a tensor",
        "np.loadtxt": tables, "np.genfromtxt": tables,
        "pd.DataFrame": "write DataTable([name: .numbers(…)])",
    ]

    /// What to write for names that have no single counterpart.
    package static let remedies: [String: String] = [
        "torch": modules, "nn": modules, "np": modules, "numpy": modules, "plt": modules, "pd": tables,
        "json": records, "csv": tables, "transforms": pictures, "F": modules,
        "tf": modules, "jnp": modules, "matplotlib": modules,
        "librosa": "sounds are read and analysed by Waveform, stft, melSpectrogram, mfcc",
        "no_grad": "nothing is recorded outside valueWithGradient and gradient(at:of:)",
        "DataLoader": "write batches as a function of the step; DecodedVideos gives clips and spectrograms",
        "scatter": "write ScatterPlot([ScatterGroup(…)])",
        "tqdm": "write progress(i + 1, of: n) at the end of each turn of the loop",
        "imshow": "images(…) draws pictures, heatMap(…) a matrix",
        "figure": "name a figure in the cell's attributes, {figure=name}; a plot at the end of a cell is drawn",
        "savefig": "every plot is kept as PNG in the output folder; figure=name in the cell's attributes names it",
        "subplots": "write Panels(…) with several plots",
        "CommandLine": "parameters are declared in the front matter and read with parameter(\"name\", …)",
        "params": "write parameter(\"name\", …)",
        "help": "at the prompt: :help name",
        "input": asking, "raw_input": asking, "prompt": asking, "scanf": asking,
        "None": "write nil", "null": "write nil", "NULL": "write nil", "nullptr": "write nil", "undefined": "write nil",
        "True": "write true", "False": "write false",
        "console": "write print(…)", "printf": "write print(…); a text holds values as \\(x)", "puts": "write print(…)",
        "cout": "write print(…)", "str": "write String(x)", "int": "write Int(x)", "double": "write Double(x)",
        "float": "write Double(x)",
        "list": "write Array(x)", "dict": "write [key: value]", "set": "write Set(x)", "tuple": "write (a, b)",
        "len": "write x.count", "range": "write 0..<n, or stride(from:to:by:)",
        "enumerate": "write for (i, x) in xs.enumerated()", "sorted": "write xs.sorted()",
        "sum": "write xs.reduce(0, +), or a tensor's sum()",
        "any": "write xs.contains { … }", "all": "write xs.allSatisfy { … }", "isinstance": "write x is T",
        "typeof": "write type(of: x)",
        "Math": "sqrt, sin, pow and their kin stand by themselves; Double.pi is π",
        "math": "sqrt, sin, pow and their kin stand by themselves; Double.pi is π",
        "open": "readText(…) and writeText(…, to:) are for text, Tensor(npy:) and write(npy:) for numbers",
        "setTimeout": "a cell runs from its first line to its last",
        "malloc": "arrays and tensors hold memory themselves", "sizeof": "write MemoryLayout<T>.size",
    ]

    /// What to write for members that have no single counterpart.
    package static let memberRemedies: [String: String] = [
        "backward": gradients, "grad": gradients, "requires_grad": gradients, "autograd": gradients,
        "zero_grad": "nothing is accumulated: valueWithGradient gives new gradients each time",
        "zeroGrad": "nothing is accumulated: valueWithGradient gives new gradients each time",
        "cuda": memory, "to": memory, "cpu": memory, "float": memory, "dtype": memory, "device": memory, "astype": memory,
        "train": "write model.setTraining(true)", "eval": "write model.setTraining(false), or model.evaluating { … }",
        "state_dict": "write model.namedParameters(), or model.save(to:) and model.load(from:)",
        "load_state_dict": "write model.load(from:)",
        "push": "write append",
    ]
}
