/// Solves A Aᵀ y = m for a bank's matrix A by Cholesky's factors, and gives max(0, Aᵀ y).
struct BandSolver {
    private typealias Run = (start: Int, weights: [Double])

    private let bank: FilterBank
    /// The bands that hold bins and do not follow from those before them, and their runs of weights.
    private var bands: [Int] = []
    private var runs: [Run] = []
    /// Row i of the lower factor, from column `first[i]` on: bands overlap with few neighbours, so that rows are short.
    private var factor: [[Double]] = []
    private var first: [Int] = []

    /// Nil when given up.
    init?(_ bank: FilterBank) {
        self.bank = bank
        var work = PacedWork()
        for band in 0..<bank.bands {
            let (start, weights) = bank.filters.run(band)
            guard work.mayGoOn(for: 64 * weights.count + runs.count) else { return nil }
            add((start, weights.map(Double.init)), band)
        }
    }

    /// Adds a band's row, unless nothing is left of it beside those before.
    private mutating func add(_ run: Run, _ band: Int) {
        let begin = runs.firstIndex { Self.overlap($0, run) != 0 } ?? runs.count
        var elements: [Double] = []
        for column in begin..<runs.count {
            let common = max(begin, first[column])
            let known = (common..<max(common, column)).reduce(0.0) {
                $0 + elements[$1 - begin] * factor[column][$1 - first[column]]
            }
            elements.append((Self.overlap(run, runs[column]) - known) / factor[column][column - first[column]])
        }
        let whole = Self.overlap(run, run)
        let rest = whole - elements.reduce(0) { $0 + $1 * $1 }
        guard rest > whole * 1e-10 else { return }
        bands.append(band)
        runs.append(run)
        factor.append(elements + [rest.squareRoot()])
        first.append(begin)
    }

    private static func overlap(_ a: Run, _ b: Run) -> Double {
        let from = max(a.start, b.start), to = min(a.start + a.weights.count, b.start + b.weights.count)
        return (from..<max(from, to)).reduce(0) { $0 + a.weights[$1 - a.start] * b.weights[$1 - b.start] }
    }

    /// - Parameters:
    ///   - energies: one for each of the bank's bands.
    ///   - spectrum: has room, from `place` on, for one power for each of its bins.
    func solve(_ energies: Span<Float>, into spectrum: inout MutableSpan<Float>, at place: Int) {
        var y = bands.map { Double(energies[$0]) }
        for row in bands.indices {
            for column in first[row]..<row { y[row] -= factor[row][column - first[row]] * y[column] }
            y[row] /= factor[row][row - first[row]]
        }
        for row in bands.indices.reversed() {
            y[row] /= factor[row][row - first[row]]
            for column in first[row]..<row { y[column] -= factor[row][column - first[row]] * y[row] }
        }
        let isSpoiled = energies.indices.contains { !energies[$0].isFinite }
        var bins = [Double](repeating: isSpoiled ? .nan : 0, count: bank.bins)
        for (row, run) in runs.enumerated() {
            // Runs end with zeros, which may lie beyond the last bin.
            for (place, weight) in run.weights.enumerated() where weight != 0 { bins[run.start + place] += weight * y[row] }
        }
        for bin in bins.indices { spectrum[place + bin] = bins[bin] < 0 ? 0 : Float(bins[bin]) }
    }
}
