import Layers
import Optimizers
import Ranks
import Tensors
import Work

extension Trainer {
    /// What the closure of a loss gives: a tensor with one scalar, and figures to record beside it.
    public typealias Outcome = (loss: Tensor, metrics: [String: Double])

    /// Trains until `end` updates have been made in all; after an interrupt or an error, calling it again goes on.
    ///
    /// - Parameters:
    ///   - batch: the batch of a step; it must depend on nothing else.
    ///   - poll: called before each step and often within it; what it throws ends the training, and undoes the step under way.
    ///   - loss: the mean loss of a batch.
    /// - Throws: what a closure throws, or a `TrainingError`. The model is then as it was after the last whole step.
    @discardableResult
    public func fit<Batch>(
        upTo end: Int, batch: (Int) throws -> Batch, poll: () throws -> Void = Work.poller,
        loss: (Batch) throws -> Outcome
    ) throws -> History {
        try alone(upTo: end, poll: poll) { try run(upTo: end, next: batch, poll: poll, loss: loss) }
    }

    /// The same with the batches of coming steps made on another thread.
    @discardableResult
    public func fit<Batch: Sendable>(
        upTo end: Int, prefetching batch: @escaping @Sendable (Int) throws -> Batch, poll: () throws -> Void = Work.poller,
        loss: (Batch) throws -> Outcome
    ) throws -> History {
        try alone(upTo: end, poll: poll) {
            let batches = (step * options.accumulation)..<(max(step, end) * options.accumulation)
            let prefetcher = Prefetcher(steps: batches, ahead: options.prefetched, make: batch)
            defer { prefetcher.stop() }
            return try run(
                upTo: end,
                next: { step in
                    guard let batch = try prefetcher.next(poll: poll) else { throw TrainingError.noBatch(step: step) }
                    return batch
                }, poll: poll, loss: loss)
        }
    }

    /// Trains `count` steps more.
    @discardableResult
    public func fit<Batch>(
        steps count: Int, batch: (Int) throws -> Batch, poll: () throws -> Void = Work.poller,
        loss: (Batch) throws -> Outcome
    ) throws -> History {
        try fit(upTo: step + count, batch: batch, poll: poll, loss: loss)
    }

    /// Trains `count` steps more with the batches of coming steps made on another thread.
    @discardableResult
    public func fit<Batch: Sendable>(
        steps count: Int, prefetching batch: @escaping @Sendable (Int) throws -> Batch, poll: () throws -> Void = Work.poller,
        loss: (Batch) throws -> Outcome
    ) throws -> History {
        try fit(upTo: step + count, prefetching: batch, poll: poll, loss: loss)
    }

    private func run<Batch>(
        upTo end: Int, next: (Int) throws -> Batch, poll: () throws -> Void, loss: (Batch) throws -> Outcome
    ) throws -> History {
        let trained = optimizer.parameters.filter { !$0.isFrozen }.reduce(0) { $0 + $1.count }
        emit(.started(step: step, end: end, parameters: trained))
        model.nameLayers()
        var pace = Pace(clipsPerStep: options.clipsPerStep)
        let start = step
        checkpointed = .now
        var watch = Stopwatch()
        do {
            isStopping = false
            try finishStep(end: end)
            while step < end, !isStopping {
                try Work.poll(poll)
                let between = watch.lap()
                var update = try makeUpdate(next: next, poll: poll, loss: loss)
                _ = watch.lap()
                (update.time.between, update.time.steps) = (between, 1)
                note(update, end: end, pace: &pace)
                try finishStep(end: end)
            }
            if step < end { try writeCheckpoint() }
        } catch {
            if step > start, !(error is TrainingError) { keepWhatIsDone() }
            emit(.interrupted(step: step, reason: "\(error)"))
            throw error
        }
        emit(.finished(step: step, seconds: pace.seconds))
        return history
    }

    /// One update in a loop of one's own: what `loss` gives is differentiated, clipped and followed at the rate of the schedule, recorded and told;
    /// hooks run, and checkpoints are written as often as the options say. The batch is the caller's affair.
    ///
    /// ```swift
    /// try trainer.resume()
    /// while trainer.step < 1_000 {
    ///     let batch = try makeBatch(trainer.step)
    ///     try trainer.update(of: 1_000) { (loss: criticize(model(batch.x)), metrics: [:]) }
    /// }
    /// ```
    ///
    /// - Parameter total: how many there will be in all, for those who watch.
    /// - Returns: the loss; nil where another process is at the same checkpoints and has come further: then the trainer has taken up its
    ///   state, no update was made, and the loop goes on from the new step.
    /// - Throws: what `loss` throws, or a `TrainingError`; the model is then as it was before.
    @discardableResult
    public func update(
        of total: Int? = nil, poll: () throws -> Void = Work.poller, _ loss: () throws -> Outcome
    ) throws -> Double? {
        let (begin, end) = (step, max(total ?? 0, step + 1))
        var found: Double?
        try alone(upTo: end, poll: poll) {
            guard step == begin else { return }
            try finishStep(end: .max)
            try Work.poll(poll)
            var pace = Pace(clipsPerStep: options.clipsPerStep)
            var update = try makeUpdate(next: { _ in }, poll: poll, loss: loss)
            update.time.steps = 1
            found = update.loss
            note(update, end: end, pace: &pace)
            try finishStep(end: .max)
        }
        return found
    }

    /// Hooks and checkpoint of the last update. An interrupt in a hook leaves that hook and the rest to the next `fit`.
    private func finishStep(end: Int) throws {
        guard let first = owedHook else { return }
        for index in hooks.indices.dropFirst(first) {
            owedHook = index
            if step % hooks[index].every == 0 { try hooks[index].body(step) }
        }
        owedHook = hooks.count
        let isDue = checkpointed.duration(to: .now) / .seconds(1) >= options.checkpointSeconds
        if step % options.checkpointEvery == 0 || step == end || isDue { try writeCheckpoint() }
        owedHook = nil
    }

    /// The checkpoint of an interrupt, so that another process need not make these steps again. While a hook is owed the last regular one
    /// stands: a checkpoint does not know of it.
    private func keepWhatIsDone() {
        guard owedHook == nil else { return }
        do { try writeCheckpoint() } catch { emit(.warning("the steps since the last checkpoint are not kept: \(error)")) }
    }

    private struct Update {
        var loss: Double
        var learningRate: Double
        var gradientNorm: Double?
        var metrics: [String: Double]
        var time = WorkTime()
    }

    /// One update of the parameters, all of it or nothing of it.
    private func makeUpdate<Batch>(
        next: (Int) throws -> Batch, poll: () throws -> Void, loss: (Batch) throws -> Outcome
    ) throws -> Update {
        try model.restoringOnError {
            var (update, gradients) = try withInterruption(polling: poll) { try differentiate(next: next, loss: loss) }
            var watch = Stopwatch()
            guard update.loss.isFinite else { throw try lossError(update.loss) }
            if let limit = options.gradientNorm {
                let norm = clipGradients(&gradients, toNorm: limit)
                guard norm.isFinite else { throw TrainingError.gradientNotFinite(step: step, norm: norm) }
                update.gradientNorm = norm
            }
            optimizer.step(gradients, learningRate: update.learningRate)
            update.time.update = watch.lap()
            return update
        }
    }

    /// Loss, metrics and gradient, each the mean over the batches of one update.
    private func differentiate<Batch>(
        next: (Int) throws -> Batch, loss: (Batch) throws -> Outcome
    ) throws -> (Update, [Tensor]) {
        let parameters = optimizer.parameters
        let ranks = isDivided ? Ranks.current : nil
        ranks?.forgetOddRows()
        var update = Update(loss: 0, learningRate: learningRate, metrics: [:])
        var sum: [Tensor] = []
        var watch = Stopwatch()
        for part in 0..<options.accumulation {
            // What makes a batch may keep something of it, and is not undone.
            let batch = try withoutInterruption { try next(step * options.accumulation + part) }
            update.time.data += watch.lap()
            var metrics: [String: Double] = [:]
            // What ranks found is added once, while the last part is still under way.
            let whole = part == options.accumulation - 1 ? ranks.map { GradientSum($0) } : nil
            let before = sum
            let (value, gradients) = try valueWithGradient(
                of: parameters, weight: ranks.map { $0.rank == 0 ? 1 : 0 } ?? 1,
                whole: whole.map { whole in
                    { place, gradient in
                        var gradient = gradient
                        if part > 0 { gradient = before[place] + gradient }
                        whole.add(place, gradient)
                    }
                }
            ) {
                let outcome = try loss(batch)
                metrics = outcome.metrics
                update.time.forward += watch.lap()
                return outcome.loss
            }
            let parts = Double(options.accumulation)
            update.loss += Double(value.scalar) / parts
            for (name, metric) in metrics { update.metrics[name, default: 0] += metric / parts }
            if part == 0 { sum = gradients } else { addGradients(gradients, to: &sum) }
            update.time.backward += watch.lap()
            try whole?.finish(into: &sum)
            update.time.exchange += watch.lap()
        }
        if let ranks { try agree(on: &update, with: ranks) }
        if options.accumulation > 1 { scaleGradients(&sum, by: 1 / Float(options.accumulation)) }
        return (update, sum)
    }

    /// What is wrong with a loss that is no number: where a batch is divided, whose rows are to blame.
    private func lossError(_ loss: Double) throws -> TrainingError {
        guard isDivided, let ranks = Ranks.current, case let odd = try ranks.oddRows(), !odd.isEmpty, odd.count < ranks.count
        else {
            return .lossNotFinite(step: step, value: loss)
        }
        return .rowsNotFinite(step: step, ranks: odd)
    }

    /// Takes the first rank's figures: what hangs on them, such as a learning rate, is one for all.
    private func agree(on update: inout Update, with ranks: RankGroup) throws {
        let names = update.metrics.keys.sorted()
        let own = [update.loss] + names.map { update.metrics[$0] ?? 0 }
        let first = try ranks.sum(ranks.rank == 0 ? own : own.map { _ in 0 })
        update.loss = first[0]
        for (name, value) in zip(names, first.dropFirst()) { update.metrics[name] = value }
    }

    private func note(_ update: Update, end: Int, pace: inout Pace) {
        step += 1
        owedHook = 0
        pace.tick()
        observed.add(update.loss)
        if let every = options.observeEvery, step % every == 0, let mean = observed.mean {
            observe(mean)
            observed = RunningMean()
        }
        history.record("loss", at: step, update.loss)
        history.record("learningRate", at: step, update.learningRate)
        if let norm = update.gradientNorm { history.record("gradientNorm", at: step, norm) }
        for (name, value) in update.metrics.sorted(by: { $0.key < $1.key }) { history.record(name, at: step, value) }
        emit(
            .step(
                StepReport(
                    step: step, end: end, loss: update.loss, learningRate: update.learningRate,
                    gradientNorm: update.gradientNorm, metrics: update.metrics, clipsPerSecond: pace.clipsPerSecond,
                    secondsRemaining: pace.secondsPerStep * Double(end - step), time: update.time)))
    }
}
