import CFFmpeg

/// What libav's descriptor says of a pixel format.
struct PixelFormat {
    private let descriptor: UnsafePointer<AVPixFmtDescriptor>?

    /// `format` as an `AVFrame` holds it.
    init(_ format: Int32) { descriptor = av_pix_fmt_desc_get(AVPixelFormat(format)) }

    private func has(_ flag: Int32) -> Bool { (descriptor?.pointee.flags ?? 0) & UInt64(flag) != 0 }

    /// Red, green and blue themselves, or a palette of them.
    var isRGB: Bool { has(AV_PIX_FMT_FLAG_RGB) || has(AV_PIX_FMT_FLAG_PAL) }
    /// Samples that do not begin at bytes: one bit each, or four.
    var isBitstream: Bool { has(AV_PIX_FMT_FLAG_BITSTREAM) }
    /// Samples that share one colour; a sensor's mosaic repeats every two.
    var chroma: PictureRegion.Chroma {
        guard let descriptor else { return PictureRegion.Chroma() }
        let least = has(AV_PIX_FMT_FLAG_BAYER) ? 2 : 1
        return PictureRegion.Chroma(
            width: max(least, 1 << Int(descriptor.pointee.log2_chroma_w)),
            height: max(least, 1 << Int(descriptor.pointee.log2_chroma_h)))
    }
}

/// The rows of a picture of RGB, in planes (`gbrp`) or packed (`rgb24`).
struct RGBRows {
    private let planes: (red: UnsafePointer<UInt8>, green: UnsafePointer<UInt8>, blue: UnsafePointer<UInt8>)
    private let strides: (red: Int, green: Int, blue: Int)
    /// Bytes from one pixel to the next.
    let step: Int

    init(_ frame: UnsafePointer<AVFrame>) {
        let (data, lines) = (frame.pointee.data, frame.pointee.linesize)
        if frame.pointee.format == AV_PIX_FMT_RGB24.rawValue {
            let packed = UnsafePointer(data.0!)
            planes = (packed, packed + 1, packed + 2)
            strides = (Int(lines.0), Int(lines.0), Int(lines.0))
            step = 3
        } else {
            planes = (UnsafePointer(data.2!), UnsafePointer(data.0!), UnsafePointer(data.1!))
            strides = (Int(lines.2), Int(lines.0), Int(lines.1))
            step = 1
        }
    }

    /// The first red, green and blue of row `y`.
    func row(_ y: Int) -> (UnsafePointer<UInt8>, UnsafePointer<UInt8>, UnsafePointer<UInt8>) {
        (planes.red + y * strides.red, planes.green + y * strides.green, planes.blue + y * strides.blue)
    }
}

extension AVFrame {
    /// Planes and their strides in the types libswscale reads.
    func withPlanes<R>(_ body: (UnsafePointer<UnsafePointer<UInt8>?>, UnsafePointer<Int32>) -> R) -> R {
        withUnsafePointer(to: data) { data in
            data.withMemoryRebound(to: UnsafePointer<UInt8>?.self, capacity: 8) { planes in
                withUnsafePointer(to: linesize) { lines in
                    lines.withMemoryRebound(to: Int32.self, capacity: 8) { body(planes, $0) }
                }
            }
        }
    }
}

extension UnsafeMutablePointer<AVFrame> {
    /// Planes and their strides in the types libswscale writes to.
    func withMutablePlanes<R>(_ body: (UnsafePointer<UnsafeMutablePointer<UInt8>?>, UnsafePointer<Int32>) -> R) -> R {
        withUnsafePointer(to: pointee.data) { data in
            data.withMemoryRebound(to: UnsafeMutablePointer<UInt8>?.self, capacity: 8) { planes in
                withUnsafePointer(to: pointee.linesize) { lines in
                    lines.withMemoryRebound(to: Int32.self, capacity: 8) { body(planes, $0) }
                }
            }
        }
    }
}
