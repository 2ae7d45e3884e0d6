import Foundation
import Layers
import Optimizers
import Ranks
import Tensors
import Training
import Work

/// A network with all that looks at more than one row, twice: a head before the rows are gathered, and one after it.
private final class TwoHeads: Module {
    let body: Sequential
    let after: Linear
    let dropout: Dropout

    init() {
        var random = RandomStream(seed: 4)
        dropout = Dropout(0.25, random: random.split("dropout"))
        body = Sequential([
            "conv": Convolution2D(2, 5, kernel: 3, padding: 1, bias: false, using: &random),
            "norm": BatchNormalization(5, activation: .relu), "pool": GlobalAveragePool(), "drop": dropout,
            "fc": Linear(5, 6, using: &random), "norm1": BatchNormalization(6),
        ])
        after = Linear(6, 3, using: &random)
    }

    var members: [ModuleMember] { [.module("body", body), .module("after", after)] }
}

private func whole(_ step: Int) -> Tensor {
    var random = RandomStream(seed: 9).split(step)
    return .normal([7, 6, 6, 2], mean: 3, using: &random)
}

private let labels = [0, 1, 2, 0, 1, 2, 0]

/// Statistics, dropout, the loss and every gradient of a divided batch are those of the whole one.
func layers(_ group: RankGroup) throws {
    let (one, many) = (TwoHeads(), TwoHeads())
    let (value, expected) = valueWithGradient(of: one.parameters) {
        crossEntropy(one.after(one.body(whole(0))), labels: labels)
    }
    let share = try RowShare(of: 7, what: "rows", among: group)
    let sum = GradientSum(group)
    var places: [Int] = []
    var (found, gradients) = valueWithGradient(
        of: many.parameters, weight: group.rank == 0 ? 1 : 0,
        whole: { place, gradient in
            places.append(place)
            sum.add(place, gradient)
        }
    ) {
        crossEntropy(many.after(share { many.body(whole(0).slice(axis: 0, share.own)) }), labels: labels)
    }
    try sum.finish(into: &gradients)
    try expect(places.sorted() == Array(many.parameters.indices), "gradients of \(places) came")
    try expect(places != places.sorted(), "gradients came when all were there: \(places)")
    try expect(abs(value.scalar - found.scalar) < 1e-6, "the loss is \(found.scalar), expected \(value.scalar)")
    for (name, (a, b)) in zip(many.namedParameters().map(\.name), zip(gradients, expected)) {
        let off = (a - b).abs().max().scalar
        try expect(off < 2e-6, "the gradient of \(name) is off by \(off)")
    }
    for ((name, a), (_, b)) in zip(many.namedBuffers(), one.namedBuffers()) {
        let off = (a.value - b.value).abs().max().scalar
        try expect(off < 2e-6, "\(name) is off by \(off)")
    }
    try expect(many.dropout.random.stream == one.dropout.random.stream, "the stream of the dropout is elsewhere")
}

/// Rows of one rank that are no numbers make the loss of all none; the error names the rank.
func numbers(_ group: RankGroup) throws {
    let network = TwoHeads()
    let trainer = Trainer(network, optimizer: SGD(network.parameters, momentum: 0), schedule: .constant(0.05))
    trainer.isDivided = true
    let share = try RowShare(of: 7, what: "rows", among: group)
    var random = RandomStream(seed: 1)
    let head = Linear(2, 6, using: &random)
    do {
        try trainer.fit(upTo: 3, batch: whole) { batch in
            var rows = batch.slice(axis: 0, share.own).globalAveragePooled()
            if group.rank == 1, trainer.step == 1 { rows = rows * Tensor(Float.nan) }
            return (crossEntropy(network.after(share { head(rows) }), labels: labels), [:])
        }
    } catch let error as TrainingError {
        say("rank \(group.rank): \(error)")
        exit(7)
    }
    throw Unexpected(description: "a loss that is no number was learnt from")
}

/// Steps of a trainer, in parts, with clipping: the same weights as by one process.
func steps(_ group: RankGroup) throws {
    func train(_ divides: Bool) throws -> TwoHeads {
        let network = TwoHeads()
        let trainer = Trainer(
            network, optimizer: SGD(network.parameters, momentum: 0.9), schedule: .constant(0.05),
            options: .init(gradientNorm: 0.5, accumulation: 2))
        trainer.isDivided = divides
        let share = divides ? try RowShare(of: 7, what: "rows", among: group) : nil
        try trainer.fit(upTo: 10, batch: whole) { batch in
            let rows =
                share.map { share in share { network.body(batch.slice(axis: 0, share.own)) } } ?? network.body(batch)
            return (crossEntropy(network.after(rows), labels: labels), ["rank": Double(group.rank)])
        }
        try expect(!divides || trainer.history["rank"].values.allSatisfy { $0 == 0 }, "figures are not the first rank's")
        return network
    }
    let (one, many) = (try train(false), try train(true))
    for ((name, a), (_, b)) in zip(many.weights().sorted { $0.key < $1.key }, one.weights().sorted { $0.key < $1.key }) {
        let off = (a - b).abs().max().scalar
        try expect(off < 1e-5, "\(name) is off by \(off)")
    }
}
