import CFFmpeg
import Glibc

/// Lays interleaved floats out as an encoder wants them.
enum SampleFormat {
    /// The best of the formats an encoder takes; nil where it takes none we write.
    static func first(of codec: UnsafePointer<AVCodec>) -> AVSampleFormat? {
        guard let formats = codec.pointee.sample_fmts else { return nil }
        var taken: [AVSampleFormat] = []
        while formats[taken.count] != AV_SAMPLE_FMT_NONE { taken.append(formats[taken.count]) }
        let known = [AV_SAMPLE_FMT_FLTP, AV_SAMPLE_FMT_FLT, AV_SAMPLE_FMT_S16, AV_SAMPLE_FMT_S16P]
        return known.first { taken.contains($0) }
    }

    /// Copies `samples` (−1…1, interleaved) into the buffers of `frame`, whose format is one of `first(of:)`.
    static func write(_ samples: Span<Float>, channels: Int, into frame: UnsafeMutablePointer<AVFrame>) {
        let count = samples.count / channels
        guard let planes = frame.pointee.extended_data else { return }
        switch AVSampleFormat(rawValue: frame.pointee.format) {
        case AV_SAMPLE_FMT_FLT:
            let target = pointer(planes[0], Float.self)
            for i in 0..<samples.count { target[i] = samples[i] }
        case AV_SAMPLE_FMT_FLTP:
            for channel in 0..<channels {
                let target = pointer(planes[channel], Float.self)
                for i in 0..<count { target[i] = samples[i * channels + channel] }
            }
        case AV_SAMPLE_FMT_S16:
            let target = pointer(planes[0], Int16.self)
            for i in 0..<samples.count { target[i] = sixteenBits(samples[i]) }
        default:
            for channel in 0..<channels {
                let target = pointer(planes[channel], Int16.self)
                for i in 0..<count { target[i] = sixteenBits(samples[i * channels + channel]) }
            }
        }
    }

    private static func pointer<T>(_ bytes: UnsafeMutablePointer<UInt8>?, _ type: T.Type) -> UnsafeMutablePointer<T> {
        UnsafeMutableRawPointer(bytes!).assumingMemoryBound(to: type)
    }

    /// Full scale is 32768, as libswresample has it; what is louder clips, what is not a number is silent.
    private static func sixteenBits(_ sample: Float) -> Int16 {
        guard !sample.isNaN else { return 0 }
        return Int16(max(-32768, min(32767, rintf(sample * 32768))))
    }
}
