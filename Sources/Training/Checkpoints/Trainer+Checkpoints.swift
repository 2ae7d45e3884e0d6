import Files
import Layers
import Optimizers
import Ranks
import Tensors
import Work

extension Trainer {
    /// Goes on from the newest intact checkpoint of the folder; gives its step, nil when there is none to go on from.
    ///
    /// A damaged newer checkpoint is passed over with a warning.
    ///
    /// - Throws: `otherConfiguration` when the checkpoint was made with other settings, `unfitCheckpoint` when it is of another
    ///   model, `noIntactCheckpoint` when all are damaged, unless ``Options/remakesDamaged``; the trainer is then as before.
    @discardableResult
    public func resume() throws(TrainingError) -> Int? {
        guard let folder, let found = try found(in: folder) else { return nil }
        for damage in found.damaged { emit(.warning("\(damage); an older checkpoint is used instead")) }
        try restore(found.checkpoint, path: found.path)
        let made = found.checkpoint.state.made
        emit(.resumed(step: step, path: found.path, made: made.date, revision: made.revision))
        emit(.recalled(history))
        return step
    }

    private typealias Found = (checkpoint: Checkpoint, path: String, damaged: [String])

    /// What there is to go on from: the first rank's, where there are several.
    private func found(in folder: CheckpointFolder) throws(TrainingError) -> Found? {
        guard let ranks = Ranks.current else { return try newestIntact(folder) }
        let found = ranks.rank == 0 ? try newestIntact(folder) : nil
        let shared: Found?
        do { shared = try CheckpointSharing(ranks).share(found?.checkpoint, path: found?.path ?? "").map { ($0, $1, []) } } catch
        {
            Failing.with(error, file: #file, line: #line)
        }
        return found ?? shared
    }

    private func newestIntact(
        _ folder: CheckpointFolder
    ) throws(TrainingError) -> (checkpoint: Checkpoint, path: String, damaged: [String])? {
        do throws(TrainingError) { return try folder.newestIntact() } catch {
            guard options.remakesDamaged, case .noIntactCheckpoint(_, let reason) = error else { throw error }
            emit(.warning("\(reason); the training begins anew"))
            return nil
        }
    }

    /// Writes a checkpoint of the present step; nothing happens without a folder for them, nor on another rank than the first.
    public func writeCheckpoint() throws(TrainingError) {
        guard let folder, Ranks.current?.rank ?? 0 == 0 else { return }
        folder.removeAll(after: step)
        let path = try folder.write(checkpoint())
        checkpointed = .now
        emit(.checkpoint(step: step, path: path))
    }

    /// Runs `body`, which makes steps, while nobody else writes to the folder of checkpoints.
    ///
    /// Who had to wait goes on from where the other came to: it does the same work, or its settings are refused.
    func alone<Result>(upTo end: Int, poll: () throws -> Void, _ body: () throws -> Result) throws -> Result {
        guard let folder, step < end else { return try body() }
        if let ranks = Ranks.current, ranks.rank > 0 {
            // The first waits for all.
            if try ranks.sum([0])[0] > 0 { try resume() }
            return try body()
        }
        var hasWaited = false
        let lock = try folder.lock { holder in
            if !hasWaited {
                let who = holder.map { "process \($0)" } ?? "another process"
                emit(.warning("\(who) is at this training (\(folder.path)): waiting for it"))
            }
            hasWaited = true
        } poll: {
            try Work.poll(poll)
        }
        defer { lock.release() }
        return try Work.current.undoing(by: { lock.release() }) {
            folder.removeLeftovers()
            let isBehind = hasWaited && folder.entries().first.map { $0.step > step } ?? false
            _ = try Ranks.current?.sum([isBehind ? 1 : 0])
            if isBehind { try resume() }
            return try body()
        }
    }

    private var folder: CheckpointFolder? {
        options.checkpointFolder.map { CheckpointFolder(path: PathText.expanded($0), keep: options.checkpointsKept) }
    }

    private func checkpoint() -> Checkpoint {
        let optimizer = optimizer.state
        let random = model.namedRandomSources().map { ($0.name, $0.source.stream) }
        let state = Checkpoint.State(
            step: step, optimizerRule: optimizer.rule, optimizerStep: optimizer.step, schedule: scheduleState,
            observed: observed, random: Dictionary(uniqueKeysWithValues: random), configuration: configuration,
            history: history, made: .now)
        return Checkpoint(weights: model.weights(), optimizer: optimizer, state: state)
    }

    /// The settings that decide what a step does: the caller's own, and those of optimiser and schedule.
    private var configuration: [String: String] {
        var all = options.configuration
        all["optimizer"] = optimizer.state.rule
        all["optimizer.groups"] = optimizer.groups.map {
            "\($0.parameters.count) parameters ×\($0.learningRateMultiplier)\($0.decays ? "" : " without decay")"
        }.joined(separator: ", ")
        all["schedule"] = schedule.description
        all["gradientNorm"] = options.gradientNorm.map { "\($0)" } ?? "none"
        all["accumulation"] = "\(options.accumulation)"
        all["observeEvery"] = options.observeEvery.map { "\($0)" } ?? "never"
        return all
    }

    private func restore(_ checkpoint: Checkpoint, path: String) throws(TrainingError) {
        let state = checkpoint.state
        let differences = Trainer.differences(found: state.configuration, expected: configuration)
        guard differences.isEmpty else { throw .otherConfiguration(path: path, differences: differences) }
        let sources = model.namedRandomSources()
        guard Set(sources.map(\.name)) == Set(state.random.keys) else {
            throw .unfitCheckpoint(path: path, reason: "it has random sources \(state.random.keys.sorted())")
        }
        let before = optimizer.state
        do {
            try optimizer.restore(checkpoint.optimizer)
            try model.load(checkpoint.weights, source: path)
        } catch {
            // What it was a moment ago fits.
            try? optimizer.restore(before)
            throw .unfitCheckpoint(path: path, reason: "\(error)")
        }
        for (name, source) in sources { source.stream = state.random[name]! }
        step = state.step
        owedHook = nil
        scheduleState = state.schedule
        observed = state.observed
        history = state.history
    }

    private static func differences(
        found: [String: String], expected: [String: String]
    ) -> [TrainingError.Difference] {
        Set(found.keys).union(expected.keys).sorted().compactMap { name in
            found[name] == expected[name] ? nil : .init(name: name, found: found[name], expected: expected[name])
        }
    }
}
