import Tensors

/// A signal at another sample rate, by a windowed sinc below half of the lower rate.
///
/// y[m] = Σₙ x[n] · r sinc(t) window(t), t = r (n − m · from / to), r = rolloff · min(1, to / from), over |t| < `width`.
/// It agrees with `torchaudio.functional.resample`. Rates are whole numbers; only their ratio counts.
///
///     try resampled(samples, from: 44_100, to: 16_000).shape                   // [16000] for a second
///     try resampled(stereo, from: 48_000, to: 16_000, axis: 0)                 // [S, 2]
///
/// - Parameters:
///   - samples: any shape with S ≥ 1 samples along `axis`; all else are channels or signals of a batch.
///   - from: Hz, 1…768 000.
///   - to: Hz, 1…768 000, at most 1024 times `from`.
///   - axis: time; the last axis unless given, negative ones counted from the end.
///   - width: zero crossings of the sinc at either side, 1…1024; torchaudio's `lowpass_filter_width`.
///   - rolloff: where the filter cuts, in parts of half the lower rate, above 0, at most 1.
///   - window: what the sinc is multiplied by.
/// - Returns: ⌈S · to / from⌉ samples along `axis`. NaN and infinite samples spoil those within `width` crossings.
/// - Throws: `SignalError` for no samples, parameters out of range or an interruption.
public func resampled(
    _ samples: Tensor, from: Int, to: Int, axis: Int = -1, width: Int = 6, rolloff: Double = 0.99,
    window: ResamplingWindow = .hann
) throws(SignalError) -> Tensor {
    let name = "resampled"
    let place: Int
    do throws(ShapeError) {
        place = try ShapeRule.axis(axis, of: samples.shape, operation: name)
    } catch {
        throw .shape(error)
    }
    guard samples.count > 0 else { throw .empty(operation: name) }
    let filter = try ResamplingFilter(from: from, to: to, width: width, rolloff: rolloff, window: window, name)
    if filter.isIdentity { return samples.detached() }
    var sizes = samples.shape.dimensions
    let length = sizes[place]
    let count = filter.count(of: length)
    sizes[place] = count
    let shape = try resultShape(sizes, name)
    let columns = sizes[(place + 1)...].reduce(1, *), rows = sizes[..<place].reduce(1, *)
    let bank = ResamplingBank(filter, outputs: count * columns * rows)
    guard let bank else { throw .interrupted(operation: name) }
    var isCompleted = true
    let result = Tensor(onHost: shape) { target in
        samples.withHostValues { source in
            // A channel of several lies scattered: it is gathered first.
            var line = [Float](repeating: 0, count: columns > 1 ? length : 0)
            for row in 0..<rows {
                for column in 0..<columns {
                    let first = row * length * columns + column
                    if columns > 1 { for index in 0..<length { line[index] = source[first + index * columns] } }
                    let output = row * count * columns + column
                    isCompleted =
                        columns > 1
                        ? bank.run(line.span, into: &target, at: output, stride: columns, count: count)
                        : bank.run(source.extracting(first..<first + length), into: &target, at: output, stride: 1, count: count)
                    guard isCompleted else { return }
                }
            }
        }
    }
    try requireCompleted(isCompleted, name)
    return result
}
