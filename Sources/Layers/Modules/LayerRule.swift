import Tensors

/// What sizes a layer can be made of: pure functions that throw, so that a caller can ask before an initialiser traps.
package enum LayerRule {
    /// A map of features to features, whose weight fits in memory.
    package static func linear(inputs: Int, outputs: Int, operation: String = "Linear") throws(ShapeError) {
        try features(inputs, outputs, operation: operation)
        try ShapeRule.allocation(ShapeRule.shape([inputs, outputs], operation: operation), operation: operation)
    }

    /// The sizes of a convolution's kernel along each of 2 or 3 axes.
    package static func convolution(
        inputs: Int, outputs: Int, kernel: WindowSize, stride: WindowSize, padding: WindowSize, axes: Int
    ) throws(ShapeError) -> [Int] {
        let operation = "Convolution\(axes)D"
        try features(inputs, outputs, operation: operation)
        let sizes = try kernel.resolved(axes: axes, atLeast: 1, named: "kernel", operation: operation)
        _ = try stride.resolved(axes: axes, atLeast: 1, named: "stride", operation: operation)
        _ = try padding.resolved(axes: axes, atLeast: 0, named: "padding", operation: operation)
        let weight = try ShapeRule.shape(sizes + [inputs, outputs], operation: operation)
        try ShapeRule.allocation(weight, operation: operation)
        return sizes
    }

    /// The kernel of a residual block: odd along each axis, so that padding keeps the sizes.
    package static func residualBlock(
        inputs: Int, outputs: Int, kernel: WindowSize, stride: WindowSize
    ) throws(ShapeError) -> [Int] {
        let sizes = try convolution(
            inputs: inputs, outputs: outputs, kernel: kernel, stride: stride, padding: 0, axes: 3)
        // Its second convolution leads from the outputs to themselves.
        _ = try convolution(inputs: outputs, outputs: outputs, kernel: kernel, stride: 1, padding: 0, axes: 3)
        guard sizes.allSatisfy({ $0 % 2 == 1 }) else {
            throw ShapeError(operation: "ResidualBlock", found: "kernel \(kernel)", expected: "odd sizes")
        }
        return sizes
    }

    /// A normalisation of at least one channel, whose parameters fit in memory.
    package static func normalization(
        features: Int, momentum: Float = 0.1, epsilon: Float = 1e-5, operation: String = "BatchNormalization"
    ) throws(ShapeError) {
        try self.features(features, features, operation: operation)
        try ShapeRule.allocation(ShapeRule.shape([features], operation: operation), operation: operation)
        guard (0...1).contains(momentum) else {
            throw ShapeError(operation: operation, found: "momentum \(momentum)", expected: "0 to 1")
        }
        guard epsilon > 0 else {
            throw ShapeError(operation: operation, found: "epsilon \(epsilon)", expected: "more than 0")
        }
    }

    /// A probability below 1.
    package static func dropout(rate: Float) throws(ShapeError) {
        guard rate >= 0, rate < 1 else {
            throw ShapeError(operation: "Dropout", found: "rate \(rate)", expected: "at least 0 and below 1")
        }
    }

    /// Names of members: distinct, not empty, without a dot.
    package static func names(_ names: [String], operation: String) throws(ShapeError) {
        var seen: Set<String> = []
        for name in names where name.isEmpty || name.contains(".") || !seen.insert(name).inserted {
            throw ShapeError(
                operation: operation, found: "the name \"\(name)\"", expected: "distinct names that are not empty, without a dot")
        }
    }

    private static func features(_ inputs: Int, _ outputs: Int, operation: String) throws(ShapeError) {
        guard inputs > 0, outputs > 0 else {
            throw ShapeError(
                operation: operation, found: "\(inputs) → \(outputs) features", expected: "at least 1 on either side")
        }
    }
}
