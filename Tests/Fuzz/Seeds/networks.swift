struct Net {
    let stem = Convolution2D(3, 8, kernel: 3, padding: 1)
    let head = Linear(8, 2)
    func callAsFunction(_ x: Tensor) -> Tensor { head(relu(stem(x)).globalAveragePooled()) }
    func relu(_ x: Tensor) -> Tensor { x.relu() }
}
let net = Net()
let rule = SGD(net.parameters, momentum: 0.9)
let x = Tensor.normal([4, 8, 8, 3])
for step in 0..<3 {
    let (value, gradients) = valueWithGradient(of: rule.parameters) { net(x).square().mean() }
    rule.step(gradients, learningRate: 0.01)
    record("loss.\(step)", Double(value.scalar))
}
net.setTraining(false)
maxPooled2D(x, kernel: 2)
