import Kernels

extension ShapeRule {
    /// The sizes of a convolution over 2 or 3 axes: input `[N, (T,) H, W, in]`, filter `[(kT,) kH, kW, in, out]`, bias `[out]`.
    package static func convolution(
        _ input: Shape, filter: Shape, bias: Shape?, stride: WindowSize, padding: WindowSize, axes: Int
    ) throws(ShapeError) -> (shape: Shape, geometry: ConvolutionGeometry) {
        let operation = "convolution\(axes)D"
        try rank(axes + 2, of: input, named: axes == 2 ? "[N, H, W, C]" : "[N, T, H, W, C]", operation: operation)
        try rank(
            axes + 2, of: filter, named: axes == 2 ? "[kH, kW, in, out] of the filter" : "[kT, kH, kW, in, out] of the filter",
            operation: operation)
        let (inputs, outputs) = (filter.dimensions[axes], filter.dimensions[axes + 1])
        guard inputs == input.dimensions[axes + 1] else {
            throw ShapeError(
                operation: operation, found: "input \(input) and filter \(filter)",
                expected: "a filter of \(input.dimensions[axes + 1]) input channels, not \(inputs)",
                remedy: "channels come last in the input, before last in the filter")
        }
        guard inputs > 0, outputs > 0 else {
            throw ShapeError(operation: operation, found: "filter \(filter)", expected: "at least one channel in and out")
        }
        if let bias, bias != Shape([outputs]) {
            throw ShapeError(operation: operation, found: "bias \(bias)", expected: "shape [\(outputs)]")
        }
        let window = try window(
            input, kernel: WindowSize(Array(filter.dimensions[..<axes])), stride: stride, padding: padding, axes: axes,
            operation: operation)
        let result = try shape([input.dimensions[0]] + window.output + [outputs], operation: operation)
        try allocation(result, operation: operation)
        guard result.count / max(input.dimensions[0], 1) <= Int(Int32.max) else {
            throw ShapeError(
                operation: operation,
                found: "\(result), \(result.count / max(input.dimensions[0], 1)) elements in one item of the batch",
                expected: "at most \(Int32.max)")
        }
        let geometry = ConvolutionGeometry(
            batch: input.dimensions[0], input: window.input, inputChannels: inputs, outputChannels: outputs,
            kernel: window.kernel, stride: window.stride, padding: window.padding)
        return (result, geometry)
    }

    /// The sizes of a pooling over 2 or 3 axes of `[N, (T,) H, W, C]`; the stride is the kernel unless given.
    package static func pooling(
        _ input: Shape, kernel: WindowSize, stride: WindowSize?, padding: WindowSize, axes: Int, operation: String
    ) throws(ShapeError) -> (shape: Shape, geometry: PoolingGeometry) {
        try rank(axes + 2, of: input, named: axes == 2 ? "[N, H, W, C]" : "[N, T, H, W, C]", operation: operation)
        let window = try window(
            input, kernel: kernel, stride: stride ?? kernel, padding: padding, axes: axes, operation: operation)
        let (k, p) = (window.kernel, window.padding)
        guard p.time <= k.time / 2, p.height <= k.height / 2, p.width <= k.width / 2 else {
            throw ShapeError(
                operation: operation, found: "padding \(padding) with kernel \(kernel)",
                expected: "padding of at most half the kernel")
        }
        let channels = input.dimensions[axes + 1]
        let result = try shape([input.dimensions[0]] + window.output + [channels], operation: operation)
        try allocation(result, operation: operation)
        let geometry = PoolingGeometry(
            batch: input.dimensions[0], input: window.input, channels: channels, kernel: k, stride: window.stride, padding: p)
        return (result, geometry)
    }

    /// The sizes of global average pooling: `[N, …, C]` with at least one point becomes `[N, C]`.
    package static func globalPooling(_ input: Shape) throws(ShapeError) -> Shape {
        guard input.rank >= 3, !input.dimensions.dropFirst().dropLast().contains(0) else {
            throw ShapeError(
                operation: "globalAveragePooled", found: "\(input)", expected: "[N, …, C] with at least one point between")
        }
        return try shape([input.dimensions[0], input.dimensions[input.rank - 1]], operation: "globalAveragePooled")
    }

    /// A normalisation of the last axis: scale, shift and the like have one number for each channel, a residual the input's shape.
    package static func normalization(
        _ input: Shape, channelValues: [(name: String, shape: Shape)], residual: Shape?, isTraining: Bool
    ) throws(ShapeError) {
        let operation = "batchNormalized"
        guard input.rank >= 2, input.dimensions[input.rank - 1] > 0 else {
            throw ShapeError(operation: operation, found: "\(input)", expected: "[N, …, C] with at least one channel")
        }
        let channels = input.dimensions[input.rank - 1]
        for (name, shape) in channelValues where shape != Shape([channels]) {
            throw ShapeError(operation: operation, found: "\(name) \(shape) for input \(input)", expected: "shape [\(channels)]")
        }
        if let residual, residual != input {
            throw ShapeError(operation: operation, found: "residual \(residual) for input \(input)", expected: "equal shapes")
        }
        if isTraining, input.count / channels == 1 {
            throw ShapeError(
                operation: operation, found: "\(input)", expected: "more than one value a channel to train on",
                remedy: "a larger batch, or running statistics")
        }
    }

    /// Rows times weights: `[…, in] × [in, out] (+ [out]) → […, out]`.
    package static func linear(_ input: Shape, weight: Shape, bias: Shape?) throws(ShapeError) -> Shape {
        guard input.rank >= 1, weight.rank == 2, weight.dimensions[0] == input.dimensions[input.rank - 1] else {
            throw ShapeError(
                operation: "linear", found: "input \(input) and weight \(weight)", expected: "[…, in] and [in, out] with one in")
        }
        if let bias, bias != Shape([weight.dimensions[1]]) {
            throw ShapeError(operation: "linear", found: "bias \(bias)", expected: "shape [\(weight.dimensions[1])]")
        }
        return try shape(input.dimensions.dropLast() + [weight.dimensions[1]], operation: "linear")
    }

    private static func window(
        _ input: Shape, kernel: WindowSize, stride: WindowSize, padding: WindowSize, axes: Int, operation: String
    ) throws(ShapeError) -> (input: Extent, kernel: Extent, stride: Extent, padding: Extent, output: [Int]) {
        let kernels = try kernel.resolved(axes: axes, atLeast: 1, named: "kernel", operation: operation)
        let strides = try stride.resolved(axes: axes, atLeast: 1, named: "stride", operation: operation)
        let paddings = try padding.resolved(axes: axes, atLeast: 0, named: "padding", operation: operation)
        let sizes = Array(input.dimensions[1...axes])
        var output: [Int] = []
        var padded = input.dimensions
        for axis in 0..<axes {
            let room = try sum(sizes[axis], 2 * paddings[axis], operation: operation)
            padded[axis + 1] = room
            guard room >= kernels[axis] else {
                throw ShapeError(
                    operation: operation,
                    found: "size \(sizes[axis]) with padding \(paddings[axis]) along axis \(axis + 1) of \(input)",
                    expected: "at least the kernel's \(kernels[axis])")
            }
            output.append((room - kernels[axis]) / strides[axis] + 1)
        }
        // Kernels may make a copy with its padding.
        try allocation(shape(padded, operation: operation), operation: operation)
        // Kernels number the places of one clip by 32 bits.
        for sizes in [padded[1...], output[...] + [padded[axes + 1]]] {
            let clip = sizes.reduce(1.0) { $0 * Double($1) }
            guard clip <= Double(Int32.max) else {
                throw ShapeError(
                    operation: operation, found: "\(input), \(clip) elements in one item of the batch with its padding",
                    expected: "at most \(Int32.max)")
            }
        }
        func extent(_ values: [Int], _ time: Int) -> Extent {
            axes == 2 ? Extent(time, values[0], values[1]) : Extent(values[0], values[1], values[2])
        }
        return (extent(sizes, 1), extent(kernels, 1), extent(strides, 1), extent(paddings, 0), output)
    }
}
