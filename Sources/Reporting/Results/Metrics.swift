import Work

/// Logs a figure of a step: a point of the curve of that name, in `metrics.jsonl` of the run's folder, where `avts-nb compare` finds it.
///
/// ```swift
/// for step in 1...3 { log("loss", 1 / Double(step), step: step) }
/// ```
/// Trainings log theirs by themselves, under `LABEL/loss`, `LABEL/learningRate` and so on.
///
/// - Parameter step: nil for the one after the last of this name in this cell, beginning with 1.
public func log(_ name: String, _ value: Double, step: Int? = nil) {
    Work.current.log(CollectionOfOne((name, value)), step: step)
}

/// Logs a figure of a step.
public func log(_ name: String, _ value: Float, step: Int? = nil) { log(name, Double(value), step: step) }

/// Logs a figure of a step.
public func log(_ name: String, _ value: Int, step: Int? = nil) { log(name, Double(value), step: step) }
