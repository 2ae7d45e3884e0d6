import Script
import Tensors

extension TensorRows {
    static var arithmetic: [NativeRow] {
        [
            operation("+", "Sum, element by element, with broadcasting.", +, +, +),
            operation("-", "Difference, element by element, with broadcasting.", -, -, -),
            operation("*", "Product, element by element, with broadcasting.", *, *, *),
            operation("/", "Quotient, element by element, with broadcasting.", /, /, /),
            [native(prefix: "-", doc: "The negative of each element.") { (x: Tensor) in -x }],
        ].flatMap(\.self)
    }

    private static func operation(
        _ name: String, _ doc: String, _ both: @escaping (Tensor, Tensor) -> Tensor,
        _ left: @escaping (Tensor, Float) -> Tensor, _ right: @escaping (Float, Tensor) -> Tensor
    ) -> [NativeRow] {
        [
            native("\(name)(_:_:)", doc: doc) { (a: Tensor, b: Tensor) throws -> Tensor in
                try broadcast(a, b, name)
                return both(a, b)
            },
            native("\(name)(_:_:)", doc: doc) { (a: Tensor, b: Float) in left(a, b) },
            native("\(name)(_:_:)", doc: doc) { (a: Float, b: Tensor) in right(a, b) },
        ]
    }

    static var comparison: [NativeRow] {
        [
            compared(".<", "less", .<, .<), compared(".<=", "less or equal", .<=, .<=),
            compared(".>", "greater", .>, .>), compared(".>=", "greater or equal", .>=, .>=),
            compared(".==", "equal", .==, .==), compared(".!=", "different", .!=, .!=),
        ].flatMap(\.self) + [
            native(
                static: Tensor.self, "select(_:_:_:)",
                doc: "Where the condition is not zero the first, elsewhere the second, with broadcasting."
            ) { (condition: Tensor, yes: Tensor, no: Tensor) throws -> Tensor in
                try broadcast(yes, no, "select")
                let shape = try ShapeRule.broadcast(yes.shape, no.shape, operation: "select")
                _ = try ShapeRule.broadcast(condition.shape, shape, operation: "select")
                return .select(condition, yes, no)
            }
        ]
    }

    private static func compared(
        _ name: String, _ word: String, _ both: @escaping (Tensor, Tensor) -> Tensor,
        _ left: @escaping (Tensor, Float) -> Tensor
    ) -> [NativeRow] {
        [
            native("\(name)(_:_:)", doc: "1 where \(word), else 0, element by element.") {
                (a: Tensor, b: Tensor) throws -> Tensor in
                try broadcast(a, b, name)
                return both(a, b)
            },
            native("\(name)(_:_:)", doc: "1 where \(word), else 0, element by element.") {
                (a: Tensor, b: Float) in left(a, b)
            },
        ]
    }
}
