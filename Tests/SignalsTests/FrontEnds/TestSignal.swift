import Foundation
import Tensors
import TestSupport

/// The signal of `Tests/Reference/signals_features.py`: tones, clicks and noise.
func testSignal(_ count: Int, rate: Double = 16_000) -> Tensor {
    var state = 12_345
    var values = (0..<count).map { n in
        let t = Double(n) / rate
        state = (1_103_515_245 * state + 12_345) % (1 << 31)
        let tones = 0.4 * sin(2 * .pi * (200 * t + 900 * t * t)) + 0.2 * sin(2 * .pi * 3100 * t)
        return tones + 0.1 * (Double(state) / Double(1 << 31) - 0.5)
    }
    values[count / 3] += 0.8
    values[2 * count / 3] -= 0.8
    return Tensor(values.map { Float($0) })
}

func features() throws -> Reference { try Reference.load("signals/features.json") }
