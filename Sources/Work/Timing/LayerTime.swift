/// Where the time of one layer went while it was measured, and how much arithmetic it did.
public struct LayerTime: Codable, Sendable, Equatable {
    /// Its dotted name in the model that was trained; empty where no training named it.
    public var name: String
    /// What it is: "Convolution3D 3×3×3, 64 → 64".
    public var kind: String
    /// The shape of its newest result.
    public var output: String
    /// How often it was called.
    public var calls = 0
    /// Seconds of its calls.
    public var forward = 0.0
    /// Seconds of what leads gradients back through it.
    public var backward = 0.0
    /// Additions and multiplications of its products, convolutions among them, forward and backward together.
    public var operations = 0.0

    /// A layer that has not been called.
    public init(name: String, kind: String, output: String) {
        (self.name, self.kind, self.output) = (name, kind, output)
    }

    /// Both directions, in seconds.
    public var seconds: Double { forward + backward }

    /// Operations a second; nil where there is no product in it.
    public var rate: Double? { operations > 0 && seconds > 0 ? operations / seconds : nil }

    /// Adds another's calls.
    package static func += (sum: inout LayerTime, other: LayerTime) {
        sum.calls += other.calls
        sum.forward += other.forward
        sum.backward += other.backward
        sum.operations += other.operations
    }

    /// What a row is called that has all that no layer did.
    package static let rest = "outside of layers"
}
