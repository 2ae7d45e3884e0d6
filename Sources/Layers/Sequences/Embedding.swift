import Foundation
import Tensors

/// A vector for each of so many symbols.
///
/// ```swift
/// let words = Embedding(1000, 64, using: &random)
/// words([3, 1, 4])                // [3, 64]
/// words([[3, 1], [4, 1]])         // [2, 2, 64]
/// ```
public final class Embedding: Module {
    /// `[symbols, width]`.
    public let weight: Parameter

    /// Vectors that begin normal with deviation 1, as PyTorch's do.
    public init(
        _ symbols: Int, _ width: Int, initializer: Initializer = .normal(standardDeviation: 1), using random: inout RandomStream
    ) {
        obeying(try LayerRule.linear(inputs: symbols, outputs: width, operation: "Embedding"))
        weight = Parameter(initializer([symbols, width], fanIn: symbols, fanOut: width, using: &random))
    }

    /// `weight`.
    public var members: [ModuleMember] { [.parameter("weight", weight)] }

    /// The vectors of S symbols, each from 0 and below their number: `[S, width]`.
    public func callAsFunction(_ symbols: [Int]) -> Tensor { weight.value.gathered(rows: symbols) }

    /// The vectors of symbols in a tensor of whole numbers: `[…] → […, width]`.
    public func callAsFunction(_ symbols: Tensor) -> Tensor {
        self(symbols.integers).reshaped(symbols.shape.dimensions + [weight.shape[1]])
    }

    /// The vectors of N rows of S symbols: `[N, S, width]`.
    public func callAsFunction(_ rows: [[Int]]) -> Tensor {
        let length = rows.first?.count ?? 0
        require(
            rows.allSatisfy { $0.count == length },
            "Embedding: found rows of \(Set(rows.map(\.count)).sorted()) symbols, expected one length")
        return self(rows.flatMap(\.self)).reshaped([rows.count, length, weight.shape[1]])
    }
}

/// Adds to each place of `[N, T, width]` what tells it from the others.
///
/// Of sines and cosines, `sin(t / 10000^(2i / width))` and `cos(…)` by turns (Vaswani et al. 2017), for any length; or learned, a vector a
/// place, for as many places as there are.
public final class PositionalEncoding: Layer {
    private let width: Int
    /// `[places, width]`, where the places' vectors are learned.
    public let places: Parameter?

    /// Sines and cosines.
    ///
    /// - Parameter width: even.
    public init(width: Int) {
        require(width >= 2 && width.isMultiple(of: 2), "PositionalEncoding: found a width of \(width), expected an even one")
        (self.width, places) = (width, nil)
    }

    /// Learned vectors, at first normal with deviation 0.02.
    public init(learned places: Int, width: Int, using random: inout RandomStream) {
        obeying(try LayerRule.linear(inputs: places, outputs: width, operation: "PositionalEncoding"))
        self.width = width
        self.places = Parameter(.normal([places, width], standardDeviation: 0.02, using: &random))
    }

    /// `weight`, where it is learned.
    public var members: [ModuleMember] { places.map { [.parameter("weight", $0)] } ?? [] }

    /// `[N, T, width]` → `[N, T, width]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        _ = obeying(try outputShape(for: input.shape))
        return measured {
            input + (places.map { $0.value.slice(axis: 0, 0..<input.shape[1]) } ?? Self.waves(input.shape[1], width))
        }
    }

    /// The sines and cosines of so many places, `[T, width]`.
    public static func waves(_ count: Int, _ width: Int) -> Tensor {
        require(count >= 0 && width >= 0, "waves: found \(count) places of \(width), expected none or more")
        let shape = obeying(try ShapeRule.shape([count, width], operation: "waves"))
        obeying(try ShapeRule.allocation(shape, operation: "waves"))
        var values = [Float](repeating: 0, count: shape.count)
        for place in 0..<count {
            for pair in 0..<width / 2 {
                let angle = Double(place) / pow(10_000, Double(2 * pair) / Double(width))
                values[place * width + 2 * pair] = Float(sin(angle))
                values[place * width + 2 * pair + 1] = Float(cos(angle))
            }
        }
        return Tensor(values, shape: shape)
    }

    /// The same shape.
    public func outputShape(for input: Shape) throws(ShapeError) -> Shape {
        guard input.rank == 3, input[2] == width, places.map({ input[1] <= $0.shape[0] }) ?? true else {
            let most = places.map { ", T at most \($0.shape[0])" } ?? ""
            throw ShapeError(operation: "PositionalEncoding", found: "\(input)", expected: "[N, T, \(width)]\(most)")
        }
        return input
    }
}
