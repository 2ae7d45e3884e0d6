import CFFmpeg

/// Converts the pixels of whole frames between RGB and what an encoder wants, without scaling.
final class PixelConverter {
    private let context: OpaquePointer
    private let height: Int32

    /// `isFullRange` says whether white is 255 in the target or 235; RGB is always full.
    init(
        width: Int, height: Int, from: AVPixelFormat, to: AVPixelFormat, isFullRange: Bool, path: String
    ) throws(MediaError) {
        // Exact rounding on every CPU: the same input gives the same bytes.
        let flags = SWS_BILINEAR | SWS_ACCURATE_RND | SWS_BITEXACT
        guard
            let made = sws_getContext(
                Int32(width), Int32(height), from, Int32(width), Int32(height), to, flags, nil, nil, nil)
        else {
            throw .encodingFailed(path: path, reason: "no conversion of \(width)×\(height) pixels")
        }
        context = made
        self.height = Int32(height)
        let matrix = sws_getCoefficients(SWS_CS_ITU601)
        sws_setColorspaceDetails(made, matrix, 1, matrix, isFullRange ? 1 : 0, 0, 1 << 16, 1 << 16)
    }

    deinit { sws_freeContext(context) }

    /// `source` holds rows of `rowBytes` bytes; `frame` has its buffers.
    func convert(_ source: Span<UInt8>, rowBytes: Int, into frame: UnsafeMutablePointer<AVFrame>) {
        var strides: [Int32] = [Int32(rowBytes), 0, 0, 0]
        source.withUnsafeBufferPointer { source in
            var rows: [UnsafePointer<UInt8>?] = [source.baseAddress, nil, nil, nil]
            withUnsafeMutablePointer(to: &frame.pointee.data) { data in
                data.withMemoryRebound(to: UnsafeMutablePointer<UInt8>?.self, capacity: 8) { planes in
                    withUnsafeMutablePointer(to: &frame.pointee.linesize) { lines in
                        lines.withMemoryRebound(to: Int32.self, capacity: 8) { lineSizes in
                            _ = sws_scale(context, &rows, &strides, 0, height, planes, lineSizes)
                        }
                    }
                }
            }
        }
    }
}
