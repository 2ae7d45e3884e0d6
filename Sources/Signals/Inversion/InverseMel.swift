import Tensors

/// The spectrum of least power whose bands in a filter bank are those given, negative powers raised to 0.
///
/// S = max(0, Aᵀ (A Aᵀ)⁻¹ m), A the bank's matrix: torchaudio's `InverseMelScale`. librosa's `mel_to_stft` goes on from
/// there by steps of its own. With `griffinLim` it turns a mel spectrogram into sound.
///
///     let bank = try FilterBank(bands: 80, fftSize: 1024, sampleRate: 22_050, scale: .slaney, corners: .exact)
///     let power = try inverseBands(mel, of: bank)                        // [frames, 513]
///     let sound = try griffinLim(power.sqrt(), hopLength: 256)
///
/// - Parameters:
///   - energies: `[frames, bands]`, ≥ 0, no logarithms.
///   - bank: the filters that made them; those without a bin do not count.
/// - Returns: `[frames, fftSize / 2 + 1]`, ≥ 0. Frames of NaN stay so.
/// - Throws: `SignalError` for another number of bands, a bank of more than 4096, bands that are not independent of each
///   other, or an interruption.
public func inverseBands(_ energies: Tensor, of bank: FilterBank) throws(SignalError) -> Tensor {
    let name = "inverseBands"
    try requireRank(2, energies, named: "[frames, bands]", name)
    guard energies.shape[0] > 0 else { throw .empty(operation: name) }
    try require(
        energies.shape[1] == bank.bands, name, "the number of bands", found: "\(energies.shape[1])",
        expected: "\(bank.bands), those of the bank")
    try require(bank.bands <= 4096, name, "the number of bands", found: "\(bank.bands)", expected: "at most 4096")
    let shape = try resultShape([energies.shape[0], bank.bins], name)
    guard let solver = BandSolver(bank) else {
        try requireCompleted(!isInterrupted, name)
        throw .parameter(
            operation: name, name: "the bank", found: "bands that are sums of others",
            expected: "independent bands: fewer of them, or a larger fftSize")
    }
    var isCompleted = true
    let result = Tensor(shape: shape) { target in
        energies.withUnsafeBuffer { source in
            var work = PacedWork()
            for frame in 0..<shape[0] {
                isCompleted = isCompleted && work.mayGoOn(for: bank.bands * 64 + bank.bins)
                guard isCompleted else { return }
                solver.solve(
                    source.baseAddress! + frame * bank.bands, into: target.baseAddress! + frame * bank.bins)
            }
        }
    }
    try requireCompleted(isCompleted, name)
    return result
}

/// Solves A Aᵀ y = m for a bank's matrix A by Cholesky's factors, and gives max(0, Aᵀ y).
private struct BandSolver {
    private let bank: FilterBank
    private let bands: [Int]
    private let runs: [(start: Int, weights: [Double])]
    /// Row i of the lower factor from `first[i]` on: bands overlap with few neighbours, so that rows are short.
    private var factor: [[Double]] = []
    private var first: [Int] = []

    /// Nil where bands are not independent, or when given up.
    init?(_ bank: FilterBank) {
        self.bank = bank
        bands = (0..<bank.bands).filter { band in bank.filters.run(band).weights.contains { $0 != 0 } }
        runs = bands.map { band in
            let (start, weights) = bank.filters.run(band)
            return (start, weights.map(Double.init))
        }
        var work = PacedWork()
        for row in bands.indices {
            guard work.mayGoOn(for: 64 * runs[row].weights.count) else { return nil }
            guard let pivot = add(row) else { return nil }
            factor[row].append(pivot)
        }
    }

    /// Adds a row's elements but for the last one, which is returned.
    private mutating func add(_ row: Int) -> Double? {
        let begin = runs[..<row].firstIndex { overlap($0, runs[row]) != 0 } ?? row
        var elements: [Double] = []
        for column in begin..<row {
            let common = max(begin, first[column])
            let known = (common..<max(common, column)).reduce(0.0) {
                $0 + elements[$1 - begin] * factor[column][$1 - first[column]]
            }
            elements.append((overlap(runs[row], runs[column]) - known) / factor[column][column - first[column]])
        }
        let whole = overlap(runs[row], runs[row])
        let rest = whole - elements.reduce(0) { $0 + $1 * $1 }
        factor.append(elements)
        first.append(begin)
        return rest > whole * 1e-10 ? rest.squareRoot() : nil
    }

    private func overlap(_ a: (start: Int, weights: [Double]), _ b: (start: Int, weights: [Double])) -> Double {
        let from = max(a.start, b.start), to = min(a.start + a.weights.count, b.start + b.weights.count)
        return (from..<max(from, to)).reduce(0) { $0 + a.weights[$1 - a.start] * b.weights[$1 - b.start] }
    }

    func solve(_ energies: UnsafePointer<Float>, into spectrum: UnsafeMutablePointer<Float>) {
        var y = bands.map { Double(energies[$0]) }
        for row in bands.indices {
            for column in first[row]..<row { y[row] -= factor[row][column - first[row]] * y[column] }
            y[row] /= factor[row][row - first[row]]
        }
        for row in bands.indices.reversed() {
            y[row] /= factor[row][row - first[row]]
            for column in first[row]..<row { y[column] -= factor[row][column - first[row]] * y[row] }
        }
        var bins = [Double](repeating: y.contains { !$0.isFinite } ? .nan : 0, count: bank.bins)
        for (row, run) in runs.enumerated() {
            for (place, weight) in run.weights.enumerated() where weight != 0 { bins[run.start + place] += weight * y[row] }
        }
        for bin in bins.indices { spectrum[bin] = bins[bin] < 0 ? 0 : Float(bins[bin]) }
    }
}
