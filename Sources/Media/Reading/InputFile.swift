import CFFmpeg
import Glibc
import Tensors

/// A container being read: one owner of an `AVFormatContext`.
final class InputFile {
    enum Kind {
        case video, audio
        var type: AVMediaType { self == .video ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO }
    }

    let path: String
    let context: UnsafeMutablePointer<AVFormatContext>

    /// Opens the file and looks at its streams. With `only`, packets of other streams are never delivered.
    init(_ path: String, only kind: Kind? = nil) throws(MediaError) {
        self.path = path
        try InputFile.checkFile(path)
        LibAVLog.clear()
        // "file:" keeps libav from reading a protocol into the name; the white list keeps play lists off the network.
        var options: OpaquePointer?
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        defer { av_dict_free(&options) }
        var made: UnsafeMutablePointer<AVFormatContext>?
        let code = avformat_open_input(&made, "file:\(path)", nil, &options)
        guard code >= 0, let made else { throw InputFile.refusal(path, code) }
        context = made
        if let kind { InputFile.discardAll(but: kind, in: made) }
        let found = avformat_find_stream_info(made, nil)
        if found < 0 { throw InputFile.refusal(path, found) }
        if let kind { InputFile.discardAll(but: kind, in: made) }
    }

    deinit {
        var owned: UnsafeMutablePointer<AVFormatContext>? = context
        avformat_close_input(&owned)
    }

    /// Seconds, on libav's clock, that are time zero of the file: the start of whichever stream starts first.
    var zero: Double {
        let start = context.pointee.start_time
        return start == AVTS_NOPTS ? 0 : Double(start) / Double(AV_TIME_BASE)
    }

    /// The best stream of a kind; nil where there is none. Cover pictures are no video.
    func bestStream(_ kind: Kind) -> Int? {
        let index = av_find_best_stream(context, kind.type, -1, -1, nil, 0)
        guard index >= 0 else { return nil }
        return stream(Int(index)).pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0 ? nil : Int(index)
    }

    func stream(_ index: Int) -> UnsafeMutablePointer<AVStream> {
        guard index < Int(context.pointee.nb_streams), let stream = context.pointee.streams[index] else {
            preconditionFailure("InputFile: no stream \(index)")
        }
        return stream
    }

    /// Only packets of this stream are delivered from now on.
    func select(_ index: Int) {
        for other in 0..<Int(context.pointee.nb_streams) where other != index {
            stream(other).pointee.discard = AVDISCARD_ALL
        }
    }

    /// The next packet, or false at the end of the data. What a file cut short leaves of its last packet is dropped.
    ///
    /// Throws `.interrupted`, with nothing read, once the `withInterruption` around it is asked to give up.
    func read(into packet: Packet) throws(MediaError) -> Bool {
        if isInterrupted { throw .interrupted(path: path) }
        packet.clear()
        while av_read_frame(context, packet.pointer) >= 0 {
            if packet.pointer.pointee.flags & AV_PKT_FLAG_CORRUPT == 0 || context.pointee.pb?.pointee.eof_reached == 0 {
                return true
            }
            packet.clear()
        }
        return false
    }

    /// Goes to the last key frame at or before `ticks` of stream `index`; false where the container cannot.
    func seek(stream index: Int, to ticks: Int64) -> Bool {
        av_seek_frame(context, Int32(index), ticks, AVSEEK_FLAG_BACKWARD) >= 0
    }

    /// MPEG program and transport streams have no index: a seek lands inside a packet, and libav's first time stamps
    /// after it may be off by frames.
    var hasUnsteadySeeks: Bool { context.pointee.iformat.pointee.flags & AVFMT_TS_DISCONT != 0 }

    private static func discardAll(but kind: Kind, in context: UnsafeMutablePointer<AVFormatContext>) {
        for index in 0..<Int(context.pointee.nb_streams) {
            guard let stream = context.pointee.streams[index] else { continue }
            if stream.pointee.codecpar.pointee.codec_type != kind.type { stream.pointee.discard = AVDISCARD_ALL }
        }
    }
}

extension InputFile {
    /// What the operating system can tell before libav looks: absence, folders, permissions, emptiness.
    private static func checkFile(_ path: String) throws(MediaError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
            throw .unreadable(path: path, reason: systemReason())
        }
        if status.st_mode & S_IFMT == S_IFDIR { throw .folder(path: path) }
        guard access(path, R_OK) == 0 else { throw .unreadable(path: path, reason: systemReason()) }
        if status.st_mode & S_IFMT == S_IFREG, status.st_size == 0 {
            throw .truncated(path: path, found: "0 bytes", expected: "a media file")
        }
    }

    /// Why libav refused to open the file: cut short where the file begins like media, otherwise not media at all.
    private static func refusal(_ path: String, _ code: Int32) -> MediaError {
        let reason = LibAVLog.explain(code)
        let system = -code
        if system == EACCES || system == EPERM || system == EIO { return .unreadable(path: path, reason: reason) }
        let head = firstBytes(of: path)
        if let container = FileSignature.container(of: head) {
            return .truncated(path: path, found: "\(container) without a readable header (\(reason))", expected: "a whole file")
        }
        return .notMedia(path: path, found: FileSignature.describe(head))
    }

    /// The bytes of a RIFF file that is shorter than its header says; nil for a whole one and for other containers.
    static func missingBytes(of path: String) -> (found: Int, expected: Int)? {
        var status = stat()
        guard stat(path, &status) == 0, let expected = FileSignature.declaredSize(of: firstBytes(of: path)) else { return nil }
        let found = Int(status.st_size)
        return found + 1 < expected ? (found, expected) : nil
    }

    private static func firstBytes(of path: String) -> [UInt8] {
        guard let file = fopen(path, "rb") else { return [] }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = fread(&bytes, 1, bytes.count, file)
        return Array(bytes.prefix(count))
    }
}
