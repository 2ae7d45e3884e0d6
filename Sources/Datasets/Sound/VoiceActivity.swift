import Foundation
import Tensors

/// Where a clip's sound is louder than the clip's own noise: speech, in a recording of somebody who speaks.
///
/// An energy rule, and no more than that: a row of the filter bank is *active* when its level exceeds the noise floor by 12 dB. The level is the
/// energy of all bands together (dB), the floor the tenth percentile of the clip's levels, but never more than 60 dB below the clip's
/// 99th: digital silence has no noise to compare with. Each row then goes with the majority of the 11 around it (110 ms at a step of 10 ms), so
/// that a click is no word and a stop within a word no pause. A clip without a pause has no floor to be seen: its quiet rows are taken for noise.
///
///     let rows = (0..<300).map { $0 < 100 || $0 >= 200 ? Float(-10) : Float(0) }
///     let voice = VoiceActivity(bank: Tensor(rows, shape: [300, 1]))
///     voice.share(of: 100..<200)    // 1.0
public struct VoiceActivity: Sendable, Equatable {
    /// Whether somebody is heard, by row of the filter bank.
    public let active: [Bool]
    /// The clip's noise floor (dB, of the bank's own unit of energy).
    public let floor: Double

    /// How far above the floor a row is active (dB).
    public static let margin = 12.0
    /// How far below its loudest a clip's floor can lie at most (dB).
    public static let range = 60.0
    /// Rows whose majority a row goes with.
    public static let window = 11

    /// - Parameter bank: natural logarithms of band energies, `[rows, bands]`, not normalised, as ``DecodedVideos/bank(_:)`` gives them.
    public init(bank: Tensor) {
        require(bank.shape.rank == 2, "VoiceActivity: found \(bank.shape), expected [rows, bands]")
        let (rows, bands) = (bank.shape[0], bank.shape[1])
        let values = bank.scalars
        let levels = (0..<rows).map { row in
            let sum = (0..<bands).reduce(0.0) { $0 + exp(Double(values[row * bands + $1])) }
            return 10 * log10(max(sum, .leastNormalMagnitude))
        }
        let sorted = levels.sorted()
        func percentile(_ percent: Int) -> Double { sorted.isEmpty ? 0 : sorted[(sorted.count - 1) * percent / 100] }
        let floor = max(percentile(10), percentile(99) - Self.range)
        let loud = levels.map { $0 >= floor + Self.margin }
        self.floor = floor
        active = loud.indices.map { row in
            let around = loud[max(0, row - Self.window / 2)...min(rows - 1, row + Self.window / 2)]
            return 2 * around.count { $0 } > around.count
        }
    }

    /// The share of active rows (0…1) among those of a range; 0 of none.
    public func share(of rows: Range<Int>) -> Double {
        require(
            rows.lowerBound >= 0 && rows.upperBound <= active.count,
            "VoiceActivity: found the rows \(rows), expected rows within 0..<\(active.count)")
        return rows.isEmpty ? 0 : Double(active[rows].count { $0 }) / Double(rows.count)
    }
}

extension DecodedVideos {
    /// Where somebody is heard in video `index`, by row of its filter bank.
    ///
    /// - Throws: ``DatasetError/readFailed(path:reason:)`` when the store was cut short while in use.
    public func voiceActivity(_ index: Int) throws(DatasetError) -> VoiceActivity { VoiceActivity(bank: try bank(index)) }
}
