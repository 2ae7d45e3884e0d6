import Tensors
import Work

extension Module {
    /// Puts all layers below into training or evaluation mode: batch normalisation uses statistics of the batch or running
    /// ones, dropout drops or does not.
    public func setTraining(_ training: Bool) {
        for layer in modeSwitchingModules { layer.isTraining = training }
    }

    /// Runs `body` in evaluation mode and gives each layer back the mode it had.
    public func evaluating<Result>(_ body: () throws -> Result) rethrows -> Result {
        nonisolated(unsafe) let layers = modeSwitchingModules
        let modes = layers.map(\.isTraining)
        for layer in layers { layer.isTraining = false }
        let restore: @Sendable () -> Void = { for (layer, mode) in zip(layers, modes) { layer.isTraining = mode } }
        defer { restore() }
        return try Work.current.undoing(by: restore, body)
    }

    /// Whether any layer below is in training mode; false for a model that knows no difference.
    public var isInTrainingMode: Bool { modeSwitchingModules.contains(where: \.isTraining) }

    private var modeSwitchingModules: [any ModeSwitching] {
        namedModules().compactMap { $0.module as? any ModeSwitching }
    }
}
