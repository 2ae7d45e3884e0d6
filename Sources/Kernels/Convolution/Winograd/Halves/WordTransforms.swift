import CLanes

/// Sixteen words, each two brain floats that are multiplied and added in one instruction.
typealias Words = SIMD16<UInt32>

extension Words {
    @inline(__always)
    init(at pointer: UnsafePointer<UInt32>) { self = UnsafeRawPointer(pointer).loadUnaligned(as: Words.self) }

    @inline(__always)
    func store(to pointer: UnsafeMutablePointer<UInt32>) { UnsafeMutableRawPointer(pointer).storeBytes(of: self, as: Words.self) }
}

/// The transforms of `WinogradTransforms` for two neighbours of a sum at once: their factors as the halves of words.
enum WordTransforms {
    /// The inputs of two squares; `high` may be none, for zeros.
    @inline(__always)
    static func inputs(
        _ low: UnsafePointer<UnsafePointer<BFloat16>>, _ high: UnsafePointer<UnsafePointer<BFloat16>>, channels: Int,
        into target: UnsafeMutablePointer<UInt32>, step: Int
    ) {
        var lane = 0
        while lane < channels {
            put(
                WinogradTransforms.factors(ofInputs: low, lane), WinogradTransforms.factors(ofInputs: high, lane),
                to: target + lane, step: step)
            lane &+= Lanes.count
        }
    }

    /// The derivatives by the outputs of two squares.
    @inline(__always)
    static func outputGradients(
        _ low: UnsafePointer<UnsafePointer<BFloat16>>, _ high: UnsafePointer<UnsafePointer<BFloat16>>, channels: Int,
        into target: UnsafeMutablePointer<UInt32>, step: Int
    ) {
        var lane = 0
        while lane < channels {
            put(
                WinogradTransforms.factors(ofOutputGradients: low, lane),
                WinogradTransforms.factors(ofOutputGradients: high, lane), to: target + lane, step: step)
            lane &+= Lanes.count
        }
    }

    /// The taps of two neighbouring input channels, one register of output channels.
    @inline(__always)
    static func filter(
        _ low: UnsafePointer<Float>, _ high: UnsafePointer<Float>, tapStep: Int, into target: UnsafeMutablePointer<UInt32>,
        step: Int
    ) {
        put(
            WinogradTransforms.factors(ofTaps: low, step: tapStep), WinogradTransforms.factors(ofTaps: high, step: tapStep),
            to: target, step: step)
    }

    @inline(__always)
    private static func put(_ low: Factors, _ high: Factors, to target: UnsafeMutablePointer<UInt32>, step: Int) {
        put(0, low.0, high.0, target, step)
        put(1, low.1, high.1, target, step)
        put(2, low.2, high.2, target, step)
        put(3, low.3, high.3, target, step)
    }

    @inline(__always)
    private static func put(
        _ row: Int, _ low: (Lanes, Lanes, Lanes, Lanes), _ high: (Lanes, Lanes, Lanes, Lanes),
        _ target: UnsafeMutablePointer<UInt32>, _ step: Int
    ) {
        let first = target + (4 &* row) &* step
        avts_paired(low.0, high.0).store(to: first)
        avts_paired(low.1, high.1).store(to: first + step)
        avts_paired(low.2, high.2).store(to: first + 2 &* step)
        avts_paired(low.3, high.3).store(to: first + 3 &* step)
    }
}
