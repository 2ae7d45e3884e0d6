// Learns to tell two spirals apart: points of the plane, two layers, cross-entropy.
import AVTSKit
import Foundation

var random = RandomStream(seed: 1)
let labels = (0..<200).map { $0 % 2 }
let noise = Tensor.normal([200, 2], standardDeviation: 0.05, using: &random).scalars
let points = Tensor(
    labels.indices.flatMap { i -> [Float] in
        let turn = 3 * Float(i) / 200
        let angle = 2 * turn + .pi * Float(labels[i])
        return [turn * cos(angle) + noise[2 * i], turn * sin(angle) + noise[2 * i + 1]]
    }, shape: [200, 2])

let model = Sequential([
    Linear(2, 32, using: &random), ReLU(), Linear(32, 32, using: &random), ReLU(), Linear(32, 2, using: &random),
])
let optimizer = Adam(model.parameters)

for step in 0...500 {
    let (loss, gradients) = valueWithGradient(of: model.parameters) { crossEntropy(model(points), labels: labels) }
    if step % 100 == 0 { print("step \(step): loss \(loss.scalar, digits: 3)") }
    optimizer.step(gradients, learningRate: 0.01)
}

let right = zip(model(points).argmax(), labels).count { $0 == $1 }
print("\(right) of \(labels.count) points on their own side")
