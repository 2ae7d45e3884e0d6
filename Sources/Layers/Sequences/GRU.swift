import Tensors

/// A gated recurrent unit over time: `[N, T, in] → [N, T, hidden]`, the state after each step (Cho et al. 2014).
///
/// As PyTorch's `GRU` with `batch_first`, names and order of gates too:
/// `r = σ(Wᵢᵣ x + Wₕᵣ h)`, `z = σ(Wᵢᵤ x + Wₕᵤ h)`, `n = tanh(Wᵢₙ x + r (Wₕₙ h + bₕₙ))`, `h = (1 − z) n + z h`.
public final class GRU: Layer, PrecisionSwitching {
    /// What the steps are multiplied in, and what the result is kept as.
    public var precision = Precision.float32

    private let layers: [Gates]
    private let hidden: Int

    /// One layer's weights.
    private struct Gates {
        let input: Parameter, state: Parameter, inputBias: Parameter, stateBias: Parameter
    }

    /// - Parameters:
    ///   - inputs: numbers of a step.
    ///   - hidden: numbers of the state.
    ///   - layers: one on top of the other.
    public init(_ inputs: Int, _ hidden: Int, layers: Int = 1, using random: inout RandomStream) {
        obeying(try LayerRule.gatedUnit(inputs: inputs, hidden: hidden, layers: layers))
        self.hidden = hidden
        let bound = 1 / Float(hidden).squareRoot()
        func even(_ shape: Shape, _ role: Parameter.Role) -> Parameter {
            Parameter(.uniform(shape, in: -bound..<bound, using: &random), role: role)
        }
        self.layers = (0..<layers).map { layer in
            Gates(
                input: even([layer == 0 ? inputs : hidden, 3 * hidden], .linearWeight),
                state: even([hidden, 3 * hidden], .linearWeight), inputBias: even([3 * hidden], .bias),
                stateBias: even([3 * hidden], .bias))
        }
    }

    /// `weight_ih_l0`, `weight_hh_l0`, `bias_ih_l0`, `bias_hh_l0`, and so on for each layer.
    public var members: [ModuleMember] {
        layers.enumerated().flatMap { number, gates in
            [
                .parameter("weight_ih_l\(number)", gates.input), .parameter("weight_hh_l\(number)", gates.state),
                .parameter("bias_ih_l\(number)", gates.inputBias), .parameter("bias_hh_l\(number)", gates.stateBias),
            ]
        }
    }

    /// The states of the last layer, beginning with zeros: `[N, T, in] → [N, T, hidden]`; the last of them is `result.slice(axis: 1, at: T - 1)`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        _ = obeying(try outputShape(for: input.shape))
        return measured { layers.reduce(input) { run($1, over: $0) } }
    }

    private func run(_ gates: Gates, over input: Tensor) -> Tensor {
        // What the inputs say, for all steps at once.
        let said = linear(input, weight: gates.input.value, bias: gates.inputBias.value, precision: precision)
        var state = Tensor.zeros([input.shape[0], hidden])
        var states: [Tensor] = []
        for step in 0..<input.shape[1] {
            let own = said.slice(axis: 1, at: step).split(into: hidden, axis: 1)
            let past = linear(state, weight: gates.state.value, bias: gates.stateBias.value, precision: precision)
                .split(into: hidden, axis: 1)
            let (reset, update) = ((own[0] + past[0]).sigmoid(), (own[1] + past[1]).sigmoid())
            let new = (own[2] + reset * past[2]).tanh()
            state = new + update * (state - new)
            states.append(state)
        }
        // The state itself is kept in 32 bits.
        let all = states.isEmpty ? .zeros([input.shape[0], 0, hidden]) : Tensor.stacked(states, axis: 1)
        return all.converted(to: said.elementType)
    }

    /// `[N, T, in] → [N, T, hidden]`.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        let inputs = layers[0].input.shape[0]
        guard input.rank == 3, input[2] == inputs else {
            throw ShapeError(operation: "GRU", found: "\(input)", expected: "[N, T, \(inputs)]")
        }
        return [input[0], input[1], hidden]
    }
}

extension LayerRule {
    /// A unit of three gates, whose weights fit in memory.
    package static func gatedUnit(inputs: Int, hidden: Int, layers: Int) throws(ShapeError) {
        // So that three times as many is a number.
        try linear(inputs: inputs, outputs: hidden, operation: "GRU")
        try linear(inputs: hidden, outputs: hidden, operation: "GRU")
        try linear(inputs: max(inputs, hidden), outputs: 3 * hidden, operation: "GRU")
        guard (1...1000).contains(layers) else {
            throw ShapeError(operation: "GRU", found: "\(layers) layers", expected: "1 to 1000")
        }
    }
}
