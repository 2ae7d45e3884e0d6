import CFFmpeg

/// One owner of a decoding `AVCodecContext`.
final class Decoder {
    let context: UnsafeMutablePointer<AVCodecContext>
    private let path: String
    private let kind: InputFile.Kind
    /// What the decoder last refused, for the error when nothing at all comes out.
    private(set) var lastRefusal: String?

    init(_ stream: UnsafeMutablePointer<AVStream>, kind: InputFile.Kind, threads: Int, path: String) throws(MediaError) {
        LibAVLog.clear()
        self.path = path
        self.kind = kind
        let parameters = stream.pointee.codecpar!
        guard let codec = Decoder.codec(parameters.pointee.codec_id) else {
            throw .decoderMissing(path: path, codec: Decoder.name(of: parameters))
        }
        guard let made = avcodec_alloc_context3(codec) else { fatalError("avcodec_alloc_context3: out of memory") }
        context = made
        avcodec_parameters_to_context(made, parameters)
        made.pointee.pkt_timebase = stream.pointee.time_base
        made.pointee.thread_count = Int32(threads)
        made.pointee.max_pixels = Decoder.mostPixels
        // libav's H.264 keeps back what it takes for damaged after a seek, and loses the last pictures of an open group with it;
        // which pictures are whole is known here.
        if kind == .video { made.pointee.flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT }
        let code = avcodec_open2(made, codec, nil)
        if code < 0 { throw failure(LibAVLog.explain(code)) }
    }

    /// The largest picture that is decoded: 8192×4608. More in a header is a mistake or a trap, of which libav would take the memory.
    private static let mostPixels: Int64 = 8192 * 4608

    /// The usual decoder, but for MPEG-1 layers 1 and 2 that in floats: the other dithers, differently after each seek.
    private static func codec(_ id: AVCodecID) -> UnsafePointer<AVCodec>? {
        switch id {
        case AV_CODEC_ID_MP2: avcodec_find_decoder_by_name("mp2float") ?? avcodec_find_decoder(id)
        case AV_CODEC_ID_MP1: avcodec_find_decoder_by_name("mp1float") ?? avcodec_find_decoder(id)
        default: avcodec_find_decoder(id)
        }
    }

    /// The codec's name; where FFmpeg knows none, the four letters or the number by which the container calls it.
    static func name(of parameters: UnsafeMutablePointer<AVCodecParameters>) -> String {
        let id = parameters.pointee.codec_id
        if id != AV_CODEC_ID_NONE { return String(cString: avcodec_get_name(id)) }
        let tag = parameters.pointee.codec_tag
        let letters = (0..<4).map { UInt8(truncatingIfNeeded: tag >> (8 * UInt32($0))) }
        if letters.allSatisfy({ $0 >= 32 && $0 < 127 }) { return "\"\(String(decoding: letters, as: UTF8.self))\"" }
        return tag == 0 ? "an unknown codec" : "the codec with number \(tag)"
    }

    deinit {
        var owned: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&owned)
    }

    /// Forgets everything it was given: needed after each seek.
    func flush() { avcodec_flush_buffers(context) }

    /// Gives it a packet (nil: no more will come). Damaged packets are remembered and passed over.
    func send(_ packet: Packet?) {
        LibAVLog.clear()
        let code = avcodec_send_packet(context, packet?.pointer)
        if code < 0 && code != AVTS_ERROR_EOF && code != AVTS_ERROR_EAGAIN { lastRefusal = LibAVLog.explain(code) }
    }

    enum Answer { case frame, needsPacket, end }

    /// Takes the next decoded frame.
    func receive(_ frame: Frame) -> Answer {
        switch avcodec_receive_frame(context, frame.pointer) {
        case 0...: return .frame
        case AVTS_ERROR_EOF: return .end
        case AVTS_ERROR_EAGAIN: return .needsPacket
        case let code:
            lastRefusal = LibAVLog.explain(code)
            return .needsPacket
        }
    }

    func failure(_ reason: String) -> MediaError {
        .decodingFailed(path: path, stream: kind == .video ? "picture" : "sound", reason: reason)
    }
}
