import CFFmpeg
import Files
import Glibc
import Tensors

/// A container being read: one owner of an `AVFormatContext`.
///
/// Every opening of a file looks at all of its streams, whichever are wanted: libav finds other streams, times and codecs where
/// some are left out before it has looked.
final class InputFile {
    enum Kind {
        case video, audio
        var type: AVMediaType { self == .video ? AVMEDIA_TYPE_VIDEO : AVMEDIA_TYPE_AUDIO }
    }

    let path: String
    let context: UnsafeMutablePointer<AVFormatContext>

    /// Beyond this a time is a fault of the container and no date (s): what counts from 1970 stays below it until 2096.
    static let latestTime = 4e9

    /// Opens the file and looks at its streams.
    init(_ path: String) throws(MediaError) {
        let path = PathText.expanded(path)
        self.path = path
        try InputFile.checkFile(path)
        if let complaint = FragmentClaims.complaint(about: path) {
            throw .truncated(path: path, found: complaint, expected: "a whole file")
        }
        LibAVLog.clear()
        // "file:" keeps libav from reading a protocol into the name; the white list keeps play lists off the network.
        var options: OpaquePointer?
        av_dict_set(&options, "protocol_whitelist", "file", 0)
        defer { av_dict_free(&options) }
        guard var made = avformat_alloc_context() else { throw .unreadable(path: path, reason: "no memory") }
        made.pointee.interrupt_callback.callback = { _ in isInterrupted ? 1 : 0 }
        var opened: UnsafeMutablePointer<AVFormatContext>? = made
        let code = avformat_open_input(&opened, "file:\(path)", nil, &options)
        guard code >= 0, let opened else {
            if isInterrupted { throw .interrupted(path: path) }
            throw InputFile.refusal(path, code)
        }
        made = opened
        context = made
        let found = avformat_find_stream_info(made, nil)
        if isInterrupted { throw .interrupted(path: path) }
        if found < 0 { throw InputFile.refusal(path, found) }
        // From here on it is asked between packets, where nothing is left half-read.
        made.pointee.interrupt_callback.callback = nil
    }

    deinit {
        var owned: UnsafeMutablePointer<AVFormatContext>? = context
        avformat_close_input(&owned)
    }

    /// Only packets of this stream are delivered from now on.
    func select(_ index: Int) {
        for other in 0..<streamCount where other != index { stream(other).pointee.discard = AVDISCARD_ALL }
    }

    /// The next packet, or false at the end of the data. What a file cut short leaves of its last picture is dropped.
    ///
    /// Throws `.interrupted`, with nothing read, once the `withInterruption` around it is asked to give up.
    func read(into packet: Packet) throws(MediaError) -> Bool {
        if isInterrupted { throw .interrupted(path: path) }
        packet.clear()
        while av_read_frame(context, packet.pointer) >= 0 {
            packet.sampleRate = Int(stream(packet.stream).pointee.codecpar.pointee.sample_rate)
            if !isCutShort(packet) {
                forgetAbsurdTimes(of: packet)
                return true
            }
            packet.clear()
        }
        return false
    }

    /// A time that no file can mean counts as missing.
    private func forgetAbsurdTimes(of packet: Packet) {
        let base = stream(packet.stream).pointee.time_base
        let most = Self.latestTime * Double(base.den) / Double(max(1, base.num))
        if let time = packet.presentationTime, abs(Double(time)) > most { packet.pointer.pointee.pts = AVTS_NOPTS }
        if let time = packet.decodingTime, abs(Double(time)) > most { packet.pointer.pointee.dts = AVTS_NOPTS }
    }

    /// A picture of which only a part is there. A part of a packet of sound is whole samples, or its decoder refuses it; MPEG
    /// streams flag packets for other reasons.
    private func isCutShort(_ packet: Packet) -> Bool {
        packet.pointer.pointee.flags & AV_PKT_FLAG_CORRUPT != 0 && context.pointee.pb?.pointee.eof_reached != 0 && !mayBeJoined
            && stream(packet.stream).pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO
    }

    /// Goes to the last key frame at or before `ticks` of stream `index`; false where the container cannot, and then it may stand
    /// anywhere.
    func seek(stream index: Int, to ticks: Int64) -> Bool {
        av_seek_frame(context, Int32(index), ticks, AVSEEK_FLAG_BACKWARD) >= 0
    }
}

// MARK: What it is

extension InputFile {
    /// libav's name of the container.
    var formatName: String { String(cString: context.pointee.iformat.pointee.name) }

    var streamCount: Int { Int(context.pointee.nb_streams) }

    func stream(_ index: Int) -> UnsafeMutablePointer<AVStream> {
        guard index < streamCount, let stream = context.pointee.streams[index] else {
            preconditionFailure("InputFile: no stream \(index)")
        }
        return stream
    }

    /// Whether a stream is a film or a sound; a cover picture is neither.
    func isPictureOrSound(_ index: Int) -> Bool {
        let stream = stream(index).pointee
        let type = stream.codecpar.pointee.codec_type
        if type == AVMEDIA_TYPE_AUDIO { return true }
        return type == AVMEDIA_TYPE_VIDEO && stream.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
    }

    /// The best stream of a kind; nil where there is none. Cover pictures are no video.
    func bestStream(_ kind: Kind) -> Int? {
        let best = Int(av_find_best_stream(context, kind.type, -1, -1, nil, 0))
        if best >= 0, isPictureOrSound(best) { return best }
        return (0..<streamCount).first {
            isPictureOrSound($0) && stream($0).pointee.codecpar.pointee.codec_type == kind.type
        }
    }

    /// MPEG program and transport streams and Ogg: parts may follow each other with clocks of their own, and a seek lands inside
    /// a packet, after which libav's first time stamps may be off by frames.
    var mayBeJoined: Bool { context.pointee.iformat.pointee.flags & AVFMT_TS_DISCONT != 0 }

    /// Compressed pictures and nothing else: no container, no index, and the times are libav's own.
    var isElementaryStream: Bool {
        [
            "h264", "hevc", "mpegvideo", "m4v", "h263", "h261", "mjpeg", "mjpeg_2000", "vc1", "dirac", "cavsvideo", "avs2",
            "avs3", "obu",
        ].contains(formatName)
    }

    /// Whether seeking without an index is libav's guess: read from the beginning, its times can be trusted.
    var isUnindexed: Bool { streamCount == 1 && !mayBeJoined && context.pointee.iformat.pointee.flags & AVFMT_GENERIC_INDEX != 0 }

    /// Containers of samples seek by their bit rate, which tells no times of what is compressed.
    func seeksByBitRate(_ index: Int) -> Bool {
        let codec = String(cString: avcodec_get_name(stream(index).pointee.codecpar.pointee.codec_id))
        return ["wav", "w64", "aiff", "au", "caf", "voc", "rso", "avr", "ircam"].contains(formatName) && !codec.hasPrefix("pcm_")
    }

    /// Bytes of the file.
    var size: Int64? {
        guard let size = context.pointee.pb.map({ avio_size($0) }), size >= 0 else { return nil }
        return size
    }

    /// Seconds a picture of a stream is shown for: by its average rate, else by libav's guess, else by the custom of 25 a second.
    static func frameDuration(of stream: UnsafeMutablePointer<AVStream>) -> Double {
        for rate in [stream.pointee.avg_frame_rate, stream.pointee.r_frame_rate] where rate.num > 0 && rate.den > 0 {
            return Double(rate.den) / Double(rate.num)
        }
        return 0.04
    }
}

// MARK: Refusing

extension InputFile {
    /// What the operating system can tell before libav looks: absence, folders, pipes, permissions, emptiness.
    private static func checkFile(_ path: String) throws(MediaError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { throw .missing(path: path) }
            throw .unreadable(path: path, reason: systemReason())
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw .folder(path: path)
        case S_IFIFO: throw .notAFile(path: path, found: "a pipe")
        case S_IFSOCK: throw .notAFile(path: path, found: "a socket")
        default: throw .notAFile(path: path, found: "a device")
        }
        guard access(path, R_OK) == 0 else { throw .unreadable(path: path, reason: systemReason()) }
        if status.st_size == 0 { throw .truncated(path: path, found: "0 bytes", expected: "a media file") }
    }

    /// Why libav refused to open the file: cut short where the file begins like media, otherwise not media at all.
    private static func refusal(_ path: String, _ code: Int32) -> MediaError {
        let reason = LibAVLog.explain(code)
        let system = -code
        if [EACCES, EPERM, EIO, EMFILE, ENFILE, ENOMEM].contains(system) { return .unreadable(path: path, reason: reason) }
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
