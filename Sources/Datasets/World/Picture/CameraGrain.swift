/// The camera's noise: one table of Gaussian bytes a video, read from another place for every row of every frame.
///
/// A draw for every byte would cost more than all the drawing.
struct CameraGrain {
    private static let count = 1 << 14
    private let table: [Int8]
    private let seed: UInt64

    /// Noise of the given standard deviation, as a fraction of full scale.
    init(deviation: Double, seed: UInt64) {
        self.seed = seed
        var noise = NoiseGenerator(seed: seed)
        let scale = Float(deviation * 255)
        table =
            scale < 0.1
            ? []
            : (0..<CameraGrain.count).map { _ in
                Int8(max(-127, min(127, (noise.gaussian() * scale).rounded())))
            }
    }

    /// Adds the noise of frame `number` to `[side, side, 3]` bytes.
    func apply(to frame: UnsafeMutableBufferPointer<UInt8>, side: Int, number: Int) {
        guard !table.isEmpty else { return }
        require(side * 3 < CameraGrain.count, "a frame's side is at most \(CameraGrain.count / 3 - 1)")
        var places = NoiseGenerator(seed: seed &+ UInt64(number + 1) &* 0x9e37_79b9_7f4a_7c15)
        table.withUnsafeBufferPointer { table in
            for row in 0..<side {
                let noise = table.baseAddress! + Int(places.next() >> 32) % (CameraGrain.count - side * 3)
                let out = frame.baseAddress! + row * side * 3
                for i in 0..<side * 3 {
                    out[i] = UInt8(truncatingIfNeeded: max(0, min(255, Int16(out[i]) &+ Int16(noise[i]))))
                }
            }
        }
    }
}
