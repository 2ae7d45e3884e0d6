import Foundation
import Tensors
import Work

extension DecodedVideos {
    /// Clips as z-normalised frames, `[N, frames, height, width, 3]`.
    ///
    /// - Parameters:
    ///   - places: starts on the grid; a clip that reaches beyond its video traps.
    ///   - frames: frames of each clip.
    /// - Throws: ``DatasetError/readFailed(path:reason:)`` when the store was cut short while in use.
    public func clips(at places: [ClipPlace], frames: Int) throws(DatasetError) -> Tensor {
        guard let picture = format.picture else { Failing.with("\(set.name): decoded without picture") }
        return try batch(places, frames, width: picture.width, height: picture.height) { _, scaling, bytes, target in
            scaling.apply(bytes.span, to: &target, at: 0)
        }
    }

    /// Clips as z-normalised parts of their frames, cut out or scaled, `[N, frames, height, width, 3]`.
    ///
    /// - Parameters:
    ///   - places: starts on the grid; a clip that reaches beyond its video traps.
    ///   - frames: frames of each clip.
    ///   - views: one a clip; a part that reaches beyond the decoded frame traps.
    ///   - width, height: of the result, pixels; where a view has no side of its own, of the part too.
    /// - Throws: ``DatasetError/readFailed(path:reason:)`` when the store was cut short while in use.
    public func clips(
        at places: [ClipPlace], frames: Int, views: [ClipView], width: Int, height: Int
    ) throws(DatasetError) -> Tensor {
        guard let picture = format.picture else { Failing.with("\(set.name): decoded without picture") }
        require(views.count == places.count, "clips: found \(views.count) views, expected \(places.count)")
        require(width >= 1 && height >= 1, "clips: found \(width)×\(height) pixels, expected at least 1×1")
        for view in views { view.hold(width: width, height: height, in: picture) }
        return try batch(places, frames, width: width, height: height) { index, scaling, bytes, target in
            if let side = views[index].side {
                let view = ScaledView(views[index], side: side, width: width, height: height)
                let size = picture.width * picture.height * 3
                for frame in 0..<frames {
                    view.write(
                        bytes.span.extracting(frame * size..<(frame + 1) * size), stride: picture.width, to: &target,
                        at: frame * width * height * 3, factors: scaling.channelFactors, offsets: scaling.channelOffsets)
                }
                return
            }
            for row in 0..<frames * height {
                let line = row / height * picture.height + views[index].y + row % height
                let start = (line * picture.width + views[index].x) * 3
                let part = start..<start + width * 3
                if views[index].isMirrored { PixelScaling.mirror(&bytes, part) }
                scaling.apply(bytes.span.extracting(part), to: &target, at: row * width * 3)
            }
        }
    }

    /// Ends the cell unless a span of `count` at a place lies within its video; the numbers may be any.
    private func hold(
        _ name: String, _ place: ClipPlace, _ count: Int, per step: Int, of found: @autoclosure () -> Int, _ what: String
    ) {
        check(place.video)
        let found = found()
        let end = Double(place.start) * Double(step) + Double(count)
        require(
            place.start >= 0 && (0...found).contains(count) && place.start <= (found - count) / max(1, step),
            "\(name): start \(place.start) of video \(place.video) needs \(String(format: "%.0f", end)) \(what), found \(found)")
    }

    /// Reads each clip's bytes and lets `fill` turn them into its part of the tensor, in parallel.
    private func batch(
        _ places: [ClipPlace], _ frames: Int, width: Int, height: Int,
        fill: @Sendable (Int, PixelScaling, inout MutableSpan<UInt8>, inout MutableSpan<Float>) -> Void
    ) throws(DatasetError) -> Tensor {
        for place in places {
            hold("clips", place, frames, per: grid.framesPerStep, of: entries[place.video].frames, "frames")
        }
        let size = frames * format.frameBytes
        let scaling = PixelScaling(normalization)
        return try Tensor(
            onHost: [places.count, frames, height, width, 3],
            concurrently: { (index, target: inout MutableSpan<Float>) throws(DatasetError) in
                try self.verify(places[index].video)
                let (video, start) = (places[index].video, places[index].start * self.grid.framesPerStep)
                var pixels = [UInt8](repeating: 0, count: size)
                var bytes = pixels.mutableSpan
                try self.frames(video, from: start, count: frames, into: &bytes)
                fill(index, scaling, &bytes, &target)
            })
    }

    /// The sound of clips as z-normalised log filter banks, `[N, rows, bands, 1]`, with nothing below ``Normalization/floor``.
    ///
    /// - Parameters:
    ///   - places: starts on the grid; a span that reaches beyond its video traps.
    ///   - rows: rows of each span.
    /// - Throws: ``DatasetError/readFailed(path:reason:)`` when the store was cut short while in use.
    public func spectrograms(at places: [ClipPlace], rows: Int) throws(DatasetError) -> Tensor {
        guard let sound = format.sound else { Failing.with("\(set.name): decoded without sound") }
        let bands = sound.bands
        for place in places {
            hold("spectrograms", place, rows, per: grid.rowsPerStep, of: entries[place.video].rows, "rows")
        }
        let (mean, scale) = (normalization.bankMean, normalization.bankDeviation.map { 1 / $0 })
        return try Tensor(
            onHost: [places.count, rows, bands, 1],
            concurrently: { (index, values: inout MutableSpan<Float>) throws(DatasetError) in
                try self.verify(places[index].video)
                let (entry, start) = (self.entries[places[index].video], places[index].start * self.grid.rowsPerStep)
                var bytes = values.mutableBytes
                try self.store.read(entry.bankOffset(self.format) + start * self.format.rowBytes, into: &bytes)
                for row in 0..<rows {
                    for band in 0..<bands {
                        let at = row * bands + band
                        values[at] = max((values[at] - mean[band]) * scale[band], Normalization.floor)
                    }
                }
            })
    }

    /// The frames of a clip as they were decoded, `[frames, height, width, 3]` bytes.
    public func pixels(at place: ClipPlace, frames: Int) throws(DatasetError) -> [UInt8] {
        hold("pixels", place, frames, per: grid.framesPerStep, of: entries[place.video].frames, "frames")
        try verify(place.video)
        var pixels = [UInt8](repeating: 0, count: frames * format.frameBytes)
        var bytes = pixels.mutableSpan
        try self.frames(place.video, from: place.start * grid.framesPerStep, count: frames, into: &bytes)
        return pixels
    }

    /// The whole log filter bank of a video, `[rows, bands]`, not normalised.
    public func bank(_ video: Int) throws(DatasetError) -> Tensor {
        guard let sound = format.sound else { Failing.with("\(set.name): decoded without sound") }
        check(video)
        try verify(video)
        return Tensor(try store.bank(entries[video], format), shape: [entries[video].rows, sound.bands])
    }
}

/// (byte / 255 − mean) / deviation, 48 bytes (16 pixels) at a time.
private struct PixelScaling {
    private var factors: [SIMD16<Float>] = []
    private var offsets: [SIMD16<Float>] = []

    /// Of red, green and blue.
    var channelFactors: [Float] { (0..<3).map { factors[0][$0] } }
    var channelOffsets: [Float] { (0..<3).map { offsets[0][$0] } }

    init(_ normalization: Normalization) {
        for part in 0..<3 {
            var (factor, offset) = (SIMD16<Float>(), SIMD16<Float>())
            for lane in 0..<16 {
                let channel = (part * 16 + lane) % 3
                factor[lane] = 1 / (255 * normalization.frameDeviation[channel])
                offset[lane] = -normalization.frameMean[channel] / normalization.frameDeviation[channel]
            }
            factors.append(factor)
            offsets.append(offset)
        }
    }

    /// Exchanges left and right of one row of pixels.
    static func mirror(_ bytes: inout MutableSpan<UInt8>, _ row: Range<Int>) {
        let count = row.count / 3
        for left in 0..<count / 2 {
            let right = count - 1 - left
            for channel in 0..<3 { bytes.swapAt(row.lowerBound + left * 3 + channel, row.lowerBound + right * 3 + channel) }
        }
    }

    /// Writes as many numbers as there are bytes, from `place` on.
    func apply(_ pixels: Span<UInt8>, to out: inout MutableSpan<Float>, at place: Int) {
        let (f0, f1, f2) = (factors[0], factors[1], factors[2])
        let (o0, o1, o2) = (offsets[0], offsets[1], offsets[2])
        let (source, whole) = (pixels.bytes, pixels.count / 48 * 48)
        var target = out.mutableBytes
        var at = 0
        while at < whole {
            let a = source.unsafeLoadUnaligned(fromByteOffset: at, as: SIMD16<UInt8>.self)
            let b = source.unsafeLoadUnaligned(fromByteOffset: at + 16, as: SIMD16<UInt8>.self)
            let c = source.unsafeLoadUnaligned(fromByteOffset: at + 32, as: SIMD16<UInt8>.self)
            let first = 4 * (place + at)
            target.storeBytes(of: SIMD16<Float>(a) * f0 + o0, toByteOffset: first, as: SIMD16<Float>.self)
            target.storeBytes(of: SIMD16<Float>(b) * f1 + o1, toByteOffset: first + 64, as: SIMD16<Float>.self)
            target.storeBytes(of: SIMD16<Float>(c) * f2 + o2, toByteOffset: first + 128, as: SIMD16<Float>.self)
            at += 48
        }
        while at < pixels.count {
            out[place + at] = Float(pixels[at]) * f0[at % 3] + o0[at % 3]
            at += 1
        }
    }
}
