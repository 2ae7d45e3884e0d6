import CFFmpeg
import Files
import Glibc
import Work

/// One frame as a PNG picture.
public enum PNGImage {
    /// The bytes of a PNG file; `rgb` holds height × width × 3 bytes, row by row.
    public static func encode(_ rgb: [UInt8], width: Int, height: Int) throws(MediaError) -> [UInt8] {
        try encode(rgb, width: width, height: height, path: "PNG")
    }

    /// Writes a PNG file; `rgb` holds height × width × 3 bytes, row by row.
    public static func write(_ rgb: [UInt8], width: Int, height: Int, to path: String) throws(MediaError) {
        let bytes = try encode(rgb, width: width, height: height, path: path)
        try writeAtomically(bytes, to: path)
    }

    private static func encode(_ rgb: [UInt8], width: Int, height: Int, path: String) throws(MediaError) -> [UInt8] {
        Failing.unless(
            (1...1 << 24).contains(width) && (1...1 << 24).contains(height) && rgb.count == width * height * 3,
            "PNGImage: found \(rgb.count) bytes, expected \(height)×\(width)×3")
        let encoder = try Encoder("png", path: path, options: []) { (context, _) throws(MediaError) in
            context.pointee.width = Int32(width)
            context.pointee.height = Int32(height)
            context.pointee.pix_fmt = AV_PIX_FMT_RGB24
            context.pointee.time_base = AVRational(num: 1, den: 1)
        }
        let frame = Frame()
        frame.pointer.pointee.format = AV_PIX_FMT_RGB24.rawValue
        frame.pointer.pointee.width = Int32(width)
        frame.pointer.pointee.height = Int32(height)
        guard av_frame_get_buffer(frame.pointer, 0) >= 0, let target = frame.pointer.pointee.data.0 else {
            fatalError("av_frame_get_buffer: out of memory")
        }
        let stride = Int(frame.pointer.pointee.linesize.0)
        for row in 0..<height {
            for column in 0..<width * 3 { target[row * stride + column] = rgb[row * width * 3 + column] }
        }
        frame.pointer.pointee.pts = 0
        var bytes: [UInt8] = []
        let keep = { (packet: Packet) throws(MediaError) in
            bytes.append(
                contentsOf: UnsafeBufferPointer(
                    start: packet.pointer.pointee.data, count: Int(packet.pointer.pointee.size)))
            packet.clear()
        }
        try encoder.encode(frame, keep)
        try encoder.encode(nil, keep)
        return bytes
    }
}

/// Writes a whole file under a temporary name, then renames it, so that no reader ever sees half of it.
func writeAtomically(_ bytes: [UInt8], to path: String) throws(MediaError) {
    do throws(FileError) { try AtomicFile.write(bytes, to: path) } catch {
        throw .writeFailed(path: error.path, reason: error.reason)
    }
}
