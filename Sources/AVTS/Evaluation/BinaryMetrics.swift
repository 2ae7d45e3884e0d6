import Work

/// Accuracy, threshold and area under the curve of distances that should be small for pairs in sync.
public enum BinaryMetrics {
    /// The threshold τ that gives the highest accuracy: in sync iff distance < τ.
    ///
    /// It lies midway between two neighbouring distances; among equally good ones the middle one is taken. O(n log n).
    /// - Returns: τ and the accuracy (0…1) it gives; (0, 0.5) for no pairs.
    public static func bestThreshold(distances: [Float], inSync: [Bool]) -> (threshold: Float, accuracy: Double) {
        Failing.unless(distances.count == inSync.count, "found \(distances.count) distances, expected \(inSync.count)")
        guard !distances.isEmpty else { return (0, 0.5) }
        let order = distances.indices.sorted { distances[$0] < distances[$1] }
        var correct = inSync.count { !$0 }
        var best = correct
        var ties: [Float] = [distances[order[0]] - 1]
        for (rank, index) in order.enumerated() {
            correct += inSync[index] ? 1 : -1
            let here = distances[index]
            let next = rank + 1 < order.count ? distances[order[rank + 1]] : here + 1
            guard next > here else { continue }
            if correct > best {
                best = correct
                ties = []
            }
            if correct == best { ties.append((here + next) / 2) }
        }
        return (ties[ties.count / 2], Double(best) / Double(distances.count))
    }

    /// Share of pairs on their side of the threshold (0…1).
    public static func accuracy(distances: [Float], inSync: [Bool], threshold: Float) -> Double {
        Failing.unless(distances.count == inSync.count, "found \(distances.count) distances, expected \(inSync.count)")
        guard !distances.isEmpty else { return 0.5 }
        let correct = zip(distances, inSync).count { ($0 < threshold) == $1 }
        return Double(correct) / Double(distances.count)
    }

    /// Area under the ROC curve (0…1): the chance that a pair in sync lies nearer than one that is not, ties counted half.
    ///
    /// The Mann–Whitney statistic, by ranks. 0.5 where one of the two kinds is missing.
    public static func areaUnderCurve(distances: [Float], inSync: [Bool]) -> Double {
        Failing.unless(distances.count == inSync.count, "found \(distances.count) distances, expected \(inSync.count)")
        let positives = inSync.count { $0 }
        let negatives = inSync.count - positives
        guard positives > 0, negatives > 0 else { return 0.5 }
        let order = distances.indices.sorted { distances[$0] < distances[$1] }
        var rankSum = 0.0
        var first = 0
        while first < order.count {
            var last = first
            while last + 1 < order.count, distances[order[last + 1]] == distances[order[first]] { last += 1 }
            let rank = Double(first + last) / 2 + 1
            rankSum += rank * Double(order[first...last].count { inSync[$0] })
            first = last + 1
        }
        let n = Double(positives)
        return 1 - (rankSum - n * (n + 1) / 2) / (n * Double(negatives))
    }
}
