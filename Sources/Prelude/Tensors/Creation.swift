import Script
import Tensors

extension TensorRows {
    static var creation: [NativeRow] {
        [
            native(
                static: Tensor.self, "init(_:shape:)",
                doc: "A tensor of scalars, row-major; there must be as many as the shape has elements."
            ) { (scalars: [Float], shape: [Int]) throws -> Tensor in
                let shape = try ShapeRule.shape(shape)
                try ShapeRule.scalars(scalars.count, for: shape)
                return Tensor(scalars, shape: shape)
            },
            native(static: Tensor.self, "init(_:)", doc: "A tensor of one axis.") { (scalars: [Float]) in Tensor(scalars) },
            native(static: Tensor.self, "init(_:)", doc: "A matrix, from rows that are all equally long.") {
                (rows: [[Float]]) throws -> Tensor in
                try ShapeRule.rows(rows)
                return Tensor(rows)
            },
            native(static: Tensor.self, "init(_:)", doc: "A tensor of a single number and no axes.") { (scalar: Float) in
                Tensor(scalar)
            },
            native(static: Tensor.self, "zeros(_:)", doc: "A tensor of zeros of the given shape.") {
                (shape: [Int]) throws -> Tensor in .zeros(try allocatable(shape, "zeros"))
            },
            native(static: Tensor.self, "ones(_:)", doc: "A tensor of ones of the given shape.") {
                (shape: [Int]) throws -> Tensor in .ones(try allocatable(shape, "ones"))
            },
            native(static: Tensor.self, "full(_:_:)", doc: "A tensor of the given shape, every element the same.") {
                (shape: [Int], value: Float) throws -> Tensor in .full(try allocatable(shape, "full"), value)
            },
            native(static: Tensor.self, "arange(_:)", doc: "The numbers 0, 1, …, count − 1: `[count]`.") {
                (count: Int) throws -> Tensor in
                _ = try allocatable([count], "arange")
                return .arange(count)
            },
            native(
                static: Tensor.self, "linspace(from:to:count:)",
                doc: "`count` evenly spaced numbers, both ends among them: `[count]`."
            ) { (from: Float, to: Float, count: Int) throws -> Tensor in
                _ = try allocatable([count], "linspace")
                return .linspace(from: from, to: to, count: count)
            },
            native(static: Tensor.self, "eye(_:)", doc: "The identity matrix `[size, size]`.") {
                (size: Int) throws -> Tensor in
                _ = try allocatable([size, size], "eye")
                return .eye(size)
            },
            native(
                static: Tensor.self, "oneHot(_:classes:)", doc: "Rows with a one at each label: `[labels, classes]`."
            ) { (labels: [Int], classes: Int) throws -> Tensor in
                _ = try allocatable([labels.count, classes], "oneHot")
                if let wrong = labels.first(where: { !(0..<classes).contains($0) }) {
                    throw NativeError("oneHot: found label \(wrong), expected 0..<\(classes)")
                }
                return .oneHot(labels, classes: classes)
            },
        ]
    }
}
