/// What those who come from PyTorch, NumPy, matplotlib, Python, JavaScript and C reach for, and what it is here.
package enum ForeignNames {
    /// Members of a tensor that go by another name.
    package static let members = [
        "item": "scalar", "numpy": "scalars", "tolist": "scalars", "data": "scalars", "size": "shape", "view": "reshaped",
        "reshape": "reshaped", "ndim": "rank", "dim": "rank", "numel": "count", "length": "count", "permute": "transposed",
        "transpose": "transposed", "t": "transposed", "T": "transposed", "unsqueeze": "expanded", "expand_dims": "expanded",
        "squeeze": "squeezed", "flatten": "flattened", "ravel": "flattened", "expand": "broadcast", "mm": "matmul",
        "bmm": "matmul", "clamp": "clamped", "clip": "clamped", "flip": "flipped", "gather": "gathered",
        "index_select": "gathered", "take": "gathered", "std": "standardDeviation", "var": "variance", "round": "rounded",
        "repeat": "repeated", "tile": "tiled", "pad": "padded", "detach": "detached", "log_softmax": "logSoftmax",
        "max_pool2d": "maxPooled2D", "avg_pool2d": "averagePooled2D", "chunk": "chunked", "save": "write",
        "argsort": "argsorted", "sort": "sorted", "topk": "topK", "cumsum": "cumulativeSum", "cumprod": "cumulativeProduct",
        "logsumexp": "logSumExp", "tril": "lowerTriangle", "triu": "upperTriangle", "roll": "rolled", "isnan": "isNaN",
        "isfinite": "isFinite", "isinf": "isInfinite", "masked_select": "masked", "masked_fill": "filled", "det": "determinant",
        "inv": "inverse", "layer_norm": "layerNormalized", "group_norm": "groupNormalized", "normalize": "normalizedRows",
        "resize": "resized",
    ]

    /// Functions of the type Tensor that go by another name.
    package static let staticMembers = [
        "where": "select", "cat": "concatenated", "concat": "concatenated", "concatenate": "concatenated", "stack": "stacked",
        "vstack": "concatenated", "hstack": "concatenated", "rand": "uniform", "random": "uniform", "randn": "normal",
        "identity": "eye", "one_hot": "oneHot", "range": "arange",
    ]

    /// Types whose members the first table is about.
    static let tensorTypes: Set = ["Tensor", "Shape"]

    /// Functions and types of the top level that go by another name.
    package static let functions: [String: String] = [
        "tensor": "Tensor", "array": "Tensor", "cross_entropy": "crossEntropy", "CrossEntropyLoss": "crossEntropy",
        "mse_loss": "meanSquaredError", "mse": "meanSquaredError", "MSELoss": "meanSquaredError", "conv2d": "convolution2D",
        "conv3d": "convolution3D", "clip_grad_norm_": "clipped", "hist": "Histogram", "bar": "BarPlot", "Conv2d": "Convolution2D",
        "Conv3d": "Convolution3D", "Conv2D": "Convolution2D", "Conv3D": "Convolution3D", "BatchNorm2d": "BatchNormalization",
        "BatchNorm1d": "BatchNormalization", "BatchNorm3d": "BatchNormalization", "MaxPool2d": "MaxPool2D",
        "LayerNorm": "LayerNormalization", "GroupNorm": "GroupNormalization", "weight_norm": "WeightNormalization",
        "MultiheadAttention": "MultiHeadAttention", "TransformerEncoderLayer": "TransformerBlock", "AdamW": "Adam",
        "scaled_dot_product_attention": "attention", "TripletMarginLoss": "tripletLoss", "triplet_margin_loss": "tripletLoss",
        "time_stretch": "timeStretched", "pitch_shift": "pitchShifted", "phase_vocoder": "phaseVocoder", "add_noise": "mixed",
        "MaxPool3d": "MaxPool3D", "AvgPool2d": "AveragePool2D", "Dense": "Linear", "melspectrogram": "melSpectrogram",
        "zeros": "Tensor.zeros", "ones": "Tensor.ones", "randn": "Tensor.normal", "rand": "Tensor.uniform",
        "arange": "Tensor.arange", "linspace": "Tensor.linspace", "eye": "Tensor.eye", "cat": "Tensor.concatenated",
        "concatenate": "Tensor.concatenated", "stack": "Tensor.stacked", "where": "Tensor.select",
        "read_csv": "DataTable", "read_json": "DataTable", "DataFrame": "DataTable", "ColorJitter": "ColourJitter",
        "CenterCrop": "Tensor.centreCropped", "Resize": "Tensor.resized", "GaussianBlur": "Tensor.blurred",
        "ImageFolder": "VideoFolder",
    ]
}
