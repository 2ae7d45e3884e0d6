import Tensors

/// A classification tree grown to the end: each split is the best by Gini's impurity among a random few of the features.
struct DecisionTree: Sendable {
    private struct Node {
        /// The feature that is compared; −1 in a leaf.
        var feature = -1
        var threshold: Float = 0
        /// Where the rows at most the threshold go; the others go to the node behind it.
        var left = 0
        /// Shares of the classes, in a leaf.
        var shares: [Float] = []
    }

    private var nodes: [Node] = []

    /// - Parameters:
    ///   - features: rows of `width` numbers.
    ///   - rows: the rows to learn from, one may come several times.
    ///   - tried: features looked at for each split; more when none of them divides anything.
    init(
        _ features: [Float], width: Int, labels: [Int], classes: Int, rows: [Int], tried: Int, using random: inout RandomStream
    ) {
        nodes.append(Node())
        var waiting = [(node: 0, rows: rows)]
        while let (node, rows) = waiting.popLast() {
            var counts = [Int](repeating: 0, count: classes)
            for row in rows { counts[labels[row]] += 1 }
            let isPure = counts.count { $0 > 0 } < 2
            guard !isPure, let split = DecisionTree.split(features, width, labels, counts, rows, tried, &random) else {
                nodes[node].shares = counts.map { Float($0) / Float(rows.count) }
                continue
            }
            nodes[node].feature = split.feature
            nodes[node].threshold = split.threshold
            nodes[node].left = nodes.count
            nodes += [Node(), Node()]
            let goesLeft = { (row: Int) in features[row * width + split.feature] <= split.threshold }
            waiting.append((nodes[node].left, rows.filter(goesLeft)))
            waiting.append((nodes[node].left + 1, rows.filter { !goesLeft($0) }))
        }
    }

    /// Shares of the classes in the leaf of a row.
    func shares(_ row: Span<Float>) -> [Float] {
        var node = nodes[0]
        while node.feature >= 0 { node = nodes[row[node.feature] <= node.threshold ? node.left : node.left + 1] }
        return node.shares
    }

    private static func split(
        _ features: [Float], _ width: Int, _ labels: [Int], _ counts: [Int], _ rows: [Int], _ tried: Int,
        _ random: inout RandomStream
    ) -> (feature: Int, threshold: Float)? {
        var best: (feature: Int, threshold: Float, score: Double)?
        var order = Array(0..<width)
        for place in 0..<width {
            if place >= tried, best != nil { break }
            order.swapAt(place, random.integer(in: place..<width))
            let feature = order[place]
            let sorted = rows.map { (value: features[$0 * width + feature], label: labels[$0]) }.sorted { $0.value < $1.value }
            var left = [Int](repeating: 0, count: counts.count)
            var right = counts
            // Σ n² / n of both sides: the larger, the purer.
            var (leftSquares, rightSquares) = (0.0, counts.reduce(0.0) { $0 + Double($1 * $1) })
            for index in 0..<sorted.count - 1 {
                let label = sorted[index].label
                leftSquares += Double(2 * left[label] + 1)
                rightSquares -= Double(2 * right[label] - 1)
                left[label] += 1
                right[label] -= 1
                let (here, next) = (sorted[index].value, sorted[index + 1].value)
                guard next > here else { continue }
                let score = leftSquares / Double(index + 1) + rightSquares / Double(sorted.count - index - 1)
                if score > best?.score ?? -1 {
                    // Midway, unless rounding would put the next value on the left.
                    let middle = here + (next - here) / 2
                    best = (feature, middle < next ? middle : here, score)
                }
            }
        }
        return best.map { ($0.feature, $0.threshold) }
    }
}
