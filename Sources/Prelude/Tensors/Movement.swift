import Script
import Tensors

extension TensorRows {
    static var movement: [NativeRow] {
        [
            native(
                "reshaped(to:)", on: Tensor.self, doc: "The same elements in another shape; one size may be −1: what is left."
            ) { (x: Tensor, sizes: [Int]) throws -> Tensor in
                _ = try ShapeRule.reshape(x.shape, to: sizes)
                return x.reshaped(sizes)
            },
            native("transposed()", on: Tensor.self, doc: "The axes in reverse order.") { (x: Tensor) in x.transposed() },
            native("transposed(permutation:)", on: Tensor.self, doc: "The axes in another order.") {
                (x: Tensor, permutation: [Int]) throws -> Tensor in
                _ = try ShapeRule.transpose(x.shape, permutation)
                return x.transposed(permutation: permutation)
            },
            native("flattened(from:)", on: Tensor.self, defaults: ["from": 0], doc: "All axes from the given one on become one.")
            {
                (x: Tensor, axis: Int) throws -> Tensor in
                if x.rank > 0 || axis != 0 { _ = try ShapeRule.axis(axis, of: x.shape, operation: "flattened") }
                return x.flattened(from: axis)
            },
            native("squeezed(axis:)", on: Tensor.self, doc: "Without an axis of size 1.") {
                (x: Tensor, axis: Int) throws -> Tensor in
                _ = try ShapeRule.squeeze(x.shape, axis: axis)
                return x.squeezed(axis: axis)
            },
            native("expanded(axis:)", on: Tensor.self, doc: "With one more axis, of size 1.") {
                (x: Tensor, axis: Int) throws -> Tensor in
                _ = try ShapeRule.expandedAxis(axis, of: x.shape, operation: "expanded")
                return x.expanded(axis: axis)
            },
            native("broadcast(to:)", on: Tensor.self, doc: "Repeated along axes of size 1 to a larger shape.") {
                (x: Tensor, sizes: [Int]) throws -> Tensor in
                let shape = try allocatable(sizes, "broadcast")
                try ShapeRule.broadcast(x.shape, to: shape, operation: "broadcast")
                return x.broadcast(to: shape)
            },
            native("flipped(axis:)", on: Tensor.self, doc: "In reverse order along an axis.") {
                (x: Tensor, axis: Int) throws -> Tensor in
                _ = try ShapeRule.axis(axis, of: x.shape, operation: "flipped")
                return x.flipped(axis: axis)
            },
            native(
                "padded(axis:before:after:with:)", on: Tensor.self, defaults: ["before": 0, "after": 0, "with": 0],
                doc: "With constant elements added before and after along an axis."
            ) { (x: Tensor, axis: Int, before: Int, after: Int, value: Float) throws -> Tensor in
                let resolved = try ShapeRule.axis(axis, of: x.shape, operation: "padded")
                var padding = [(before: Int, after: Int)](repeating: (0, 0), count: x.rank)
                padding[resolved] = (before, after)
                try ShapeRule.allocation(ShapeRule.pad(x.shape, padding), operation: "padded")
                return x.padded(padding, with: value)
            },
            native("gathered(rows:axis:)", on: Tensor.self, defaults: ["axis": 0], doc: "The given positions along an axis.") {
                (x: Tensor, rows: [Int], axis: Int) throws -> Tensor in
                _ = try ShapeRule.gather(x.shape, indices: rows, axis: axis)
                return x.gathered(rows: rows, axis: axis)
            },
            nativeSubscript(
                on: Tensor.self,
                doc: "A part: an index or a range for each axis; `...` stands for all axes between: `t[0, ..., 2..<5]`."
            ) { (x: Tensor, indices: [SubscriptIndex]) throws -> Tensor in
                let selections = indices.map { index -> TensorSelection in
                    switch index {
                    case .position(let position): .position(position)
                    case .range(let lower, let upper): .range((lower ?? 0)..<max(upper ?? .max, lower ?? 0))
                    case .ellipsis: .rest
                    }
                }
                _ = try ShapeRule.subscripting(x.shape, by: selections)
                return x.part(selections)
            },
        ]
    }

    static var joining: [NativeRow] {
        [
            native(
                static: Tensor.self, "concatenated(_:axis:)", defaults: ["axis": 0],
                doc: "Tensors one after the other along an axis; their other sizes must agree."
            ) { (tensors: [Tensor], axis: Int) throws -> Tensor in
                try ShapeRule.allocation(
                    ShapeRule.concatenation(tensors.map(\.shape), axis: axis), operation: "concatenated")
                return .concatenated(tensors, axis: axis)
            },
            native(
                static: Tensor.self, "stacked(_:axis:)", defaults: ["axis": 0],
                doc: "Tensors of one shape side by side along a new axis."
            ) { (tensors: [Tensor], axis: Int) throws -> Tensor in
                try ShapeRule.allocation(ShapeRule.stack(tensors.map(\.shape), axis: axis), operation: "stacked")
                return .stacked(tensors, axis: axis)
            },
        ]
    }
}
