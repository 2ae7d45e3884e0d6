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
        guard let codec = avcodec_find_decoder(parameters.pointee.codec_id) else {
            throw .decoderMissing(path: path, codec: String(cString: avcodec_get_name(parameters.pointee.codec_id)))
        }
        guard let made = avcodec_alloc_context3(codec) else { fatalError("avcodec_alloc_context3: out of memory") }
        context = made
        avcodec_parameters_to_context(made, parameters)
        made.pointee.pkt_timebase = stream.pointee.time_base
        made.pointee.thread_count = Int32(threads)
        let code = avcodec_open2(made, codec, nil)
        if code < 0 { throw failure(LibAVLog.explain(code)) }
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
