let a = Tensor([[1, 2], [3, 4]]), b = Tensor.zeros([2, 3])
let c = a.matmul(b) + 1
c[0, ..., 1..<2] * Tensor.ones([2, 1])
c.sum(axis: 0).reshaped([3, 1]).softmax(axis: -1)
let g = gradient(at: a) { x in (x * x).sum() }
Tensor.concatenated([a, g], axis: 1).transposed()
