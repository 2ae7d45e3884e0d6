import Layers

/// Parameters that share settings within an optimiser.
public struct ParameterGroup {
    /// The parameters, in a fixed order.
    public var parameters: [Parameter]
    /// What the learning rate is multiplied by, such as 0.1 for convolutions below a classifier at 1.
    public var learningRateMultiplier: Double
    /// Whether the optimiser's weight decay applies.
    public var decays: Bool

    /// A group, by default with the optimiser's own learning rate and decay.
    public init(_ parameters: [Parameter], learningRateMultiplier: Double = 1, decays: Bool = true) {
        self.parameters = parameters
        self.learningRateMultiplier = learningRateMultiplier
        self.decays = decays
    }

    /// The parameters of a module in two groups: weights that decay, and biases and normalisations that do not.
    public static func withoutDecayOfNormalization(
        _ module: some Module, learningRateMultiplier: Double = 1
    ) -> [ParameterGroup] {
        var groups = [
            ParameterGroup([], learningRateMultiplier: learningRateMultiplier),
            ParameterGroup([], learningRateMultiplier: learningRateMultiplier, decays: false),
        ]
        for parameter in module.parameters {
            switch parameter.role {
            case .linearWeight, .convolutionWeight, .other: groups[0].parameters.append(parameter)
            case .bias, .normalizationScale, .normalizationShift: groups[1].parameters.append(parameter)
            }
        }
        return groups.filter { !$0.parameters.isEmpty }
    }
}
