import CFFTW

/// Room for one transform, aligned as FFTW's SIMD code wants it; one for each thread.
///
/// Only the plans, which hand it to FFTW, know where it lies: the rest of the room borrows it.
final class FourierWorkspace {
    let size: Int
    /// `size` samples, zero at first.
    let samples: UnsafeMutablePointer<Float>
    /// `size / 2 + 1` pairs: real part, imaginary part.
    let spectrum: UnsafeMutablePointer<Float>

    /// The half-size transform of even and odd samples, on its way to the spectrum.
    let packed: UnsafeMutablePointer<Float>

    init(size: Int) {
        self.size = size
        samples = Self.allocate(size)
        spectrum = Self.allocate(2 * (size / 2 + 1))
        packed = Self.allocate(size + 2)
    }

    /// Lends the `size` samples.
    @inline(__always)
    func withSamples<Result>(_ body: (inout MutableSpan<Float>) -> Result) -> Result {
        var span = MutableSpan(_unsafeStart: samples, count: size)
        return body(&span)
    }

    /// Lends the `size / 2 + 1` pairs of the spectrum.
    @inline(__always)
    func withSpectrum<Result>(_ body: (inout MutableSpan<Float>) -> Result) -> Result {
        var span = MutableSpan(_unsafeStart: spectrum, count: 2 * (size / 2 + 1))
        return body(&span)
    }

    /// Makes the spectrum NaN if a sample is no finite number; not so if sums of finite ones overflowed.
    func markSpoiled() {
        // The first bin is the sum of all samples: it tells of infinities and NaN, and of sums that overflow.
        guard !spectrum[0].isFinite, (0..<size).contains(where: { !samples[$0].isFinite }) else { return }
        spectrum.update(repeating: .nan, count: 2 * (size / 2 + 1))
    }

    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Float> {
        // Rounded up, so that whole vectors may be read at the end.
        let bytes = (count + 15) / 16 * 64
        let block = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
        let floats = block.bindMemory(to: Float.self, capacity: bytes / 4)
        floats.initialize(repeating: 0, count: bytes / 4)
        return floats
    }

    deinit {
        UnsafeMutableRawPointer(samples).deallocate()
        UnsafeMutableRawPointer(spectrum).deallocate()
        UnsafeMutableRawPointer(packed).deallocate()
    }
}

extension UnsafeMutablePointer<Float> {
    /// Pairs of real and imaginary part, as FFTW takes them.
    var complex: UnsafeMutablePointer<fftwf_complex> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: fftwf_complex.self)
    }
}
