import Layers
import Script
import Tensors

/// What every model has: parameters, modes, weights in files. A model is a layer, or a cell's struct of layers.
enum ModelRows {
    static var all: [NativeRow] { parameters + modes + files + differentiation }

    private static var parameters: [NativeRow] {
        [
            property(
                on: CellModel.self, "parameters",
                doc: "What is trained, in the order of the parts; of a cell's struct those of its stored properties."
            ) { (model: CellModel) throws -> [Parameter] in
                let found = model.module.parameters
                if found.isEmpty {
                    throw NativeError("parameters: found none; a model holds layers or parameters as stored properties")
                }
                return found
            },
            property(on: CellModel.self, "parameterNames", doc: "The dotted name of each parameter.") {
                (model: CellModel) in model.module.namedParameters().map(\.name)
            },
            property(on: CellModel.self, "parameterCount", doc: "The number of scalars in all parameters.") {
                (model: CellModel) in model.module.parameterCount
            },
            native(static: Parameter.self, "init(_:)", doc: "A tensor that is trained, with its first value.") {
                (value: Tensor) -> Parameter in Parameter(value.detached())
            },
            property(on: Parameter.self, "value", doc: "The present value.") { (p: Parameter) in p.value },
            property(on: Parameter.self, "shape", doc: "Its shape.") { (p: Parameter) in p.shape.dimensions },
            property(on: Parameter.self, "count", doc: "Its number of scalars.") { (p: Parameter) in p.count },
        ]
    }

    private static var modes: [NativeRow] {
        [
            native(
                "setTraining(_:)", on: CellModel.self,
                doc: "Training (true at first) or evaluation: batch normalisation and dropout differ."
            ) { (model: CellModel, training: Bool) in model.module.setTraining(training) },
            native(
                "setFrozen(_:prefix:)", on: CellModel.self, defaults: ["prefix": ""],
                doc: "Freezes or thaws the parameters whose dotted name begins with `prefix`: a frozen one is not trained."
            ) { (model: CellModel, frozen: Bool, prefix: String) in model.module.setFrozen(frozen, prefix: prefix) },
            native(
                "setPrecision(_:)", on: CellModel.self,
                doc: "What convolutions and linear layers multiply in; `.bf16` fails on a machine that lacks it."
            ) { (model: CellModel, precision: Precision) throws in
                if let reason = precision.unavailability { throw NativeError("setPrecision: \(precision) \(reason)") }
                model.module.setPrecision(precision)
            },
        ]
    }

    private static var files: [NativeRow] {
        [
            native("save(to:)", on: CellModel.self, doc: "Writes parameters and running statistics to a safetensors file.") {
                (model: CellModel, path: String) throws in try model.module.save(to: path)
            },
            native(
                "load(from:)", on: CellModel.self,
                doc: "Reads them back; a file that lacks one, or has it in another shape, is an error and changes nothing."
            ) { (model: CellModel, path: String) throws in try model.module.load(from: path) },
        ]
    }

    private static var differentiation: [NativeRow] {
        [
            native(
                "valueWithGradient(of:_:)",
                doc: """
                    The value of a loss and its gradient by each of the parameters: `(value, gradients)`. The closure must give a single \
                    element; frozen parameters have gradients of zeros.
                    """
            ) { (context: NativeContext, parameters: [Parameter], body: Callback<Tensor>) throws -> ValueAndGradients in
                let (value, gradients) = try withInterruption(polling: context.poll) {
                    try valueWithGradient(of: parameters) {
                        let value = try withoutInterruption { try body() }
                        try ShapeRule.single(value.shape, operation: "valueWithGradient")
                        return value
                    }
                }
                return ValueAndGradients(value: value, gradients: gradients)
            },
            native(
                "valueWithGradient(at:of:)",
                doc: "The value of a function of several tensors and its gradient by each: `(value, gradients)`."
            ) { (context: NativeContext, inputs: [Tensor], body: Callback<Tensor, [Tensor]>) throws -> ValueAndGradients in
                let (value, gradients) = try withInterruption(polling: context.poll) {
                    try valueWithGradient(at: inputs) { inputs in
                        let value = try withoutInterruption { try body(inputs) }
                        try ShapeRule.single(value.shape, operation: "valueWithGradient")
                        return value
                    }
                }
                return ValueAndGradients(value: value, gradients: gradients)
            },
        ]
    }
}

/// What `valueWithGradient` of several parameters gives to a cell: a tuple.
struct ValueAndGradients: ScriptConvertible {
    let value: Tensor
    let gradients: [Tensor]

    static var scriptType: ScriptType {
        .tuple([.init("value", Tensor.scriptType), .init("gradients", [Tensor].scriptType)])
    }
    static func fromScript(_ value: Value) -> ValueAndGradients? { nil }
    var scriptValue: Value { .tuple([("value", value.scriptValue), ("gradients", gradients.scriptValue)]) }
}
