/// What those who come from PyTorch, NumPy, matplotlib or Foundation reach for, and what it is here: for hints in errors, never for calls.
enum ForeignNames {
    /// Names that have one counterpart here.
    static let synonyms = [
        "item": "scalar", "numpy": "scalars", "tolist": "scalars", "size": "shape", "view": "reshaped", "reshape": "reshaped",
        "ndim": "rank", "dim": "rank", "numel": "count", "len": "count", "permute": "transposed", "transpose": "transposed",
        "t": "transposed", "T": "transposed", "unsqueeze": "expanded", "expand_dims": "expanded", "squeeze": "squeezed",
        "flatten": "flattened", "ravel": "flattened", "expand": "broadcast", "mm": "matmul", "dot": "matmul", "bmm": "matmul",
        "clamp": "clamped", "clip": "clamped", "flip": "flipped", "gather": "gathered", "index_select": "gathered",
        "take": "gathered", "std": "standardDeviation", "var": "variance", "where": "select", "cat": "concatenated",
        "concat": "concatenated", "concatenate": "concatenated", "stack": "stacked", "vstack": "concatenated", "rand": "uniform",
        "random": "uniform", "randn": "normal", "identity": "eye", "one_hot": "oneHot", "log_softmax": "logSoftmax",
        "max_pool2d": "maxPooled2D", "avg_pool2d": "averagePooled2D", "train": "setTraining", "eval": "setTraining",
        "state_dict": "parameters", "cross_entropy": "crossEntropy", "mse_loss": "meanSquaredError", "mse": "meanSquaredError",
        "conv2d": "convolution2D", "conv3d": "convolution3D", "clip_grad_norm_": "clipped", "hist": "Histogram",
        "Conv2d": "Convolution2D", "Conv3d": "Convolution3D", "BatchNorm2d": "BatchNormalization",
        "BatchNorm1d": "BatchNormalization", "MaxPool2d": "MaxPool2D", "AvgPool2d": "AveragePool2D",
        "melspectrogram": "logFilterBank",
    ]

    /// What to write for names that have none.
    static let remedies: [String: String] = {
        let gradients =
            "gradients are values: let (loss, gradients) = valueWithGradient(of: model.parameters) { … }, then optimizer.step(gradients, learningRate: …)"
        let noFoundation =
            "cells have no Foundation: readText, writeText, outputPath and fileExists are for files, :time is for clocks"
        let noModules =
            "nothing stands behind a module's name: Tensor has what arrays do (at the prompt, :help Tensor), layers and plots are types"
        return [
            "torch": noModules, "nn": noModules, "np": noModules, "numpy": noModules, "plt": noModules, "pd": noModules,
            "backward": gradients, "grad": gradients, "requires_grad": gradients, "autograd": gradients,
            "zero_grad": "nothing is accumulated: valueWithGradient gives new gradients each time",
            "zeroGrad": "nothing is accumulated: valueWithGradient gives new gradients each time",
            "no_grad": "nothing is recorded outside valueWithGradient and gradient(at:)",
            "detach": "what is recorded is what valueWithGradient's closure computes: compute it before",
            "cuda": "tensors live in memory, as Float, always", "to": "tensors live in memory, as Float, always",
            "cpu": "tensors live in memory, as Float, always", "float": "tensors live in memory, as Float, always",
            "dtype": "tensors live in memory, as Float, always", "device": "tensors live in memory, as Float, always",
            "DataLoader": "write fit's batches as a function of the step; DecodedVideos gives clips and spectrograms",
            "scatter": "write ScatterPlot([ScatterPlot.Group(\"\", x: x, y: y)])",
            "tqdm": "write progress(i + 1, of: n) at the end of each turn of the loop",
            "imshow": "images draws pictures, heatMap a matrix",
            "figure": "name a figure in the cell's attributes, {figure=name}; a plot at the end of a cell is drawn",
            "show": "a plot at the end of a cell is drawn; show(plot) draws one before",
            "savefig": "every plot is kept as PNG in the output folder; figure=name in the cell's attributes names it",
            "Date": noFoundation, "URL": noFoundation, "FileManager": noFoundation, "Data": noFoundation,
            "ProcessInfo": noFoundation, "DispatchQueue": "a cell runs to its end; the engine uses all cores by itself",
            "CommandLine": "parameters are declared in the front matter and read as params.name",
            "exit": "a cell ends at its end; fatalError(\"…\") makes it fail", "help": "at the prompt: :help name",
            "sleep": "a cell never waits", "input": "a cell does not ask; declare a parameter and read params.name",
            "readLine": "a cell does not ask; declare a parameter and read params.name",
            "None": "write nil", "null": "write nil", "NULL": "write nil", "True": "write true", "False": "write false",
            "console": "write print(…)", "str": "write String(x)", "int": "write Int(x)", "list": "write Array(x)",
            "range": "write 0..<n, or stride(from:to:by:)",
            "open": "readText and writeText are for text, Tensor(npy:) and write(npy:) for numbers",
        ]
    }()
}
