import Foundation
import Tensors

/// Used until the signals room has its own: radix-2 FFT, triangular mel filters, natural logarithm.
func logFilterBank(
    _ samples: Tensor, sampleRate: Double, window: Double, step: Double, fftSize: Int, bands: Int
) throws -> Tensor {
    let x = samples.scalars
    let (w, h) = (Int((window * sampleRate).rounded()), Int((step * sampleRate).rounded()))
    let rows = x.count < w ? 1 : 1 + (x.count - w + h - 1) / h
    func mel(_ f: Double) -> Double { 2595 * log10(1 + f / 700) }
    let top = mel(sampleRate / 2)
    let edges = (0..<bands + 2).map { i -> Int in
        let f = 700 * (pow(10, top * Double(i) / Double(bands + 1) / 2595) - 1)
        return Int((Double(fftSize + 1) * f / sampleRate).rounded(.down))
    }
    let half = fftSize / 2
    let twiddle = (0..<half).map { (Float(cos(-2 * .pi * Double($0) / Double(fftSize))), Float(sin(-2 * .pi * Double($0) / Double(fftSize)))) }
    let bits = fftSize.trailingZeroBitCount
    let reversed = (0..<fftSize).map { i in (0..<bits).reduce(0) { $0 | ((i >> $1 & 1) << (bits - 1 - $1)) } }
    var out = [Float](repeating: 0, count: rows * bands)
    var (re, im) = ([Float](repeating: 0, count: fftSize), [Float](repeating: 0, count: fftSize))
    var power = [Float](repeating: 0, count: half + 1)
    for row in 0..<rows {
        for i in 0..<fftSize {
            let at = row * h + i
            re[reversed[i]] = i < w && at < x.count ? x[at] - (at > 0 ? 0.97 * x[at - 1] : 0) : 0
            im[i] = 0
        }
        var size = 2
        while size <= fftSize {
            let (m, stepSize) = (size / 2, fftSize / size)
            for start in Swift.stride(from: 0, to: fftSize, by: size) {
                for k in 0..<m {
                    let (c, s) = twiddle[k * stepSize]
                    let (a, b) = (start + k, start + k + m)
                    let (tr, ti) = (re[b] * c - im[b] * s, re[b] * s + im[b] * c)
                    (re[b], im[b]) = (re[a] - tr, im[a] - ti)
                    (re[a], im[a]) = (re[a] + tr, im[a] + ti)
                }
            }
            size *= 2
        }
        for k in 0...half { power[k] = (re[k] * re[k] + im[k] * im[k]) / Float(fftSize) }
        for band in 0..<bands {
            var sum: Float = 0
            let (l, c, r) = (edges[band], edges[band + 1], edges[band + 2])
            for k in l..<max(c, l) { sum += power[k] * Float(k - l) / Float(c - l) }
            for k in c..<max(r, c) { sum += power[k] * Float(r - k) / Float(r - c) }
            out[row * bands + band] = log(max(sum, 2.22e-16))
        }
    }
    return Tensor(out, shape: [rows, bands])
}
