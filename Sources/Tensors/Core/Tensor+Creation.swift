import Kernels

extension Tensor {
    /// Makes a tensor of the given elements, row-major; their number must be `shape.count`.
    ///
    ///     Tensor([1, 2, 3, 4], shape: [2, 2])
    public init(_ scalars: [Float], shape: Shape) {
        obeying(try ShapeRule.scalars(scalars.count, for: shape))
        self.init(shape: shape) { buffer in
            scalars.withUnsafeBufferPointer { source in
                guard let first = source.baseAddress else { return }
                buffer.baseAddress!.update(from: first, count: source.count)
            }
        }
    }

    /// Makes a vector `[S]` of the given elements.
    public init(_ scalars: [Float]) {
        self.init(scalars, shape: Shape(unchecked: [scalars.count], count: scalars.count))
    }

    // Disfavoured: literals and closures are floats where they can be, and the compiler looks no further; else it gives up on longer ones.

    /// Makes a vector `[S]` of numbers of another kind, each rounded to the nearest float.
    ///
    ///     let measured: [Double] = [0.25, 1.5]
    ///     Tensor(measured)   // Tensor [2]
    @_disfavoredOverload
    public init(_ scalars: [some BinaryFloatingPoint]) { self.init(scalars.map { Float($0) }) }

    /// Makes a vector `[S]` of whole numbers, each rounded to the nearest float: beyond 2²⁴ not every one has its own.
    ///
    ///     Tensor(x.argmax(axis: -1))   // positions as a tensor
    @_disfavoredOverload
    public init(_ scalars: [some BinaryInteger]) { self.init(scalars.map { Float($0) }) }

    /// Makes a tensor of numbers of another kind, row-major, each rounded to the nearest float; their number must be `shape.count`.
    @_disfavoredOverload
    public init(_ scalars: [some BinaryFloatingPoint], shape: Shape) { self.init(scalars.map { Float($0) }, shape: shape) }

    /// Makes a tensor of whole numbers, row-major, each rounded to the nearest float; their number must be `shape.count`.
    @_disfavoredOverload
    public init(_ scalars: [some BinaryInteger], shape: Shape) { self.init(scalars.map { Float($0) }, shape: shape) }

    /// Makes a mask `[S]`, kept as such.
    ///
    ///     Tensor([true, false])   // Tensor [2] bool
    @_disfavoredOverload
    public init(_ flags: [Bool]) { self = Tensor(flags.map { $0 ? 1 : 0 }).kept(as: .bool) }

    /// Makes a mask of the given elements, row-major; their number must be `shape.count`.
    @_disfavoredOverload
    public init(_ flags: [Bool], shape: Shape) { self = Tensor(flags.map { $0 ? 1 : 0 }, shape: shape).kept(as: .bool) }

    /// Makes a matrix of rows that are all equally long.
    ///
    ///     Tensor([[1, 2], [3, 4]])
    public init(_ rows: [[Float]]) {
        obeying(try ShapeRule.rows(rows))
        let columns = rows.first?.count ?? 0
        self.init(rows.flatMap(\.self), shape: Shape(unchecked: [rows.count, columns], count: rows.count * columns))
    }

    /// Makes a tensor of one element and no axis.
    public init(_ scalar: Float) {
        self.init(shape: Shape(unchecked: [], count: 1)) { $0[0] = scalar }
    }

    /// A tensor with every element `value`.
    public static func full(_ shape: Shape, _ value: Float) -> Tensor {
        Tensor(shape: shape) { ElementwiseKernel.fill($0.baseAddress!, with: value, count: $0.count) }
    }

    /// A tensor of zeros.
    public static func zeros(_ shape: Shape) -> Tensor { full(shape, 0) }

    /// A tensor of ones.
    public static func ones(_ shape: Shape) -> Tensor { full(shape, 1) }

    /// `[0, 1, …, count − 1]`.
    public static func arange(_ count: Int) -> Tensor {
        Tensor(shape: [Swift.max(0, count)]) { buffer in
            for i in buffer.indices { buffer[i] = Float(i) }
        }
    }

    /// `from, from + by, …` up to but without `to`; `by` is not 0.
    ///
    ///     Tensor.arange(from: 0, to: 1, by: 0.25)   // [0, 0.25, 0.5, 0.75]
    public static func arange(from: Float, to: Float, by step: Float = 1) -> Tensor {
        require(step != 0 && step.isFinite, "arange: found step \(step), expected a finite step other than 0")
        require(from.isFinite && to.isFinite, "arange: found \(from) to \(to), expected finite numbers")
        let steps = ((Double(to) - Double(from)) / Double(step)).rounded(.up)
        require(steps.magnitude < 1e15, "arange: found \(steps) steps, expected as many as memory holds")
        let count = Swift.max(0, Int(steps))
        return Tensor(shape: [count]) { buffer in
            for i in 0..<count { buffer[i] = Float(Double(from) + Double(i) * Double(step)) }
        }
    }

    /// `count` ≥ 0 evenly spaced numbers from `from` to `to`, both included.
    public static func linspace(from: Float, to: Float, count: Int) -> Tensor {
        let step = count > 1 ? (Double(to) - Double(from)) / Double(count - 1) : 0
        return Tensor(shape: [count]) { buffer in
            for i in 0..<count { buffer[i] = i == count - 1 && i > 0 ? to : Float(Double(from) + Double(i) * step) }
        }
    }

    /// The identity matrix `[size, size]`.
    public static func eye(_ size: Int) -> Tensor {
        Tensor(shape: [size, size]) { buffer in
            buffer.update(repeating: 0)
            for i in 0..<size { buffer[i * size + i] = 1 }
        }
    }

    /// Rows of zeros with a one at each label: `[labels.count, classes]`, labels within `0..<classes`.
    public static func oneHot(_ labels: [Int], classes: Int) -> Tensor {
        Tensor(shape: [labels.count, classes]) { buffer in
            buffer.update(repeating: 0)
            for (row, label) in labels.enumerated() {
                require(
                    (0..<classes).contains(label), "oneHot: found label \(label), expected one within 0..<\(classes)")
                buffer[row * classes + label] = 1
            }
        }
    }
}
