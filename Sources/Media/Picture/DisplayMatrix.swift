import CFFmpeg
import Tensors

/// The 3 × 3 matrix by which a file says how its pictures are shown.
///
/// Read as FFmpeg's own `-autorotate` reads it: to the degree, and of the rest only whether it mirrors. A container has one
/// for a stream; a picture may carry its own (EXIF in JPEG, a message in H.264 and HEVC), which then counts instead.
enum DisplayMatrix {
    /// The orientation a stream's container asks for.
    static func orientation(of stream: UnsafeMutablePointer<AVStream>) -> Orientation {
        var size = 0
        guard let data = av_stream_get_side_data(stream, AV_PKT_DATA_DISPLAYMATRIX, &size) else { return .upright }
        return orientation(UnsafeRawBufferPointer(start: data, count: size)) ?? .upright
    }

    /// The orientation a picture asks for itself; nil where it says nothing.
    static func orientation(of frame: UnsafePointer<AVFrame>) -> Orientation? {
        guard frame.pointee.nb_side_data > 0, let data = av_frame_get_side_data(frame, AV_FRAME_DATA_DISPLAYMATRIX) else {
            return nil
        }
        return orientation(UnsafeRawBufferPointer(start: data.pointee.data, count: data.pointee.size))
    }

    /// Reads nine numbers; nil where there are fewer.
    static func orientation(_ bytes: UnsafeRawBufferPointer) -> Orientation? {
        guard bytes.count >= 9 * MemoryLayout<Int32>.size else { return nil }
        let matrix = (0..<9).map { bytes.loadUnaligned(fromByteOffset: $0 * 4, as: Int32.self) }
        return orientation(matrix)
    }

    /// `[a b u; c d v; x y w]`, row by row, in 16.16 fixed point: a picture's point (p, q) is shown at (ap + cq, bp + dq).
    static func orientation(_ matrix: [Int32]) -> Orientation {
        // libav counts counterclockwise.
        let angle = -matrix.withUnsafeBufferPointer { av_display_rotation_get($0.baseAddress!) }
        guard angle.isFinite else {
            NoticeBoard.tell("a display matrix gives no direction (it folds the picture flat): the picture is shown as stored")
            return .upright
        }
        let degrees = (Int(angle.rounded()) + 360) % 360
        let quarters = Int((Double(degrees) / 90).rounded()) % 4
        if degrees % 90 != 0 {
            NoticeBoard.tell(
                "a display matrix turns the picture by \(degrees)° clockwise: it is turned by \(quarters * 90)°, "
                    + "as only quarter turns are done")
        }
        // A negative determinant exchanges left and right.
        let (a, b, c, d) = (Double(matrix[0]), Double(matrix[1]), Double(matrix[3]), Double(matrix[4]))
        let isMirrored = a * d - b * c < 0
        // The angle is that of the picture's upper edge, which a mirror by itself turns half round.
        return Orientation(quarterTurns: isMirrored ? quarters + 2 : quarters, isMirrored: isMirrored)
    }
}
