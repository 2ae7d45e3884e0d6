import CFFmpeg

/// One owner of an encoding `AVCodecContext` that feeds an output file.
final class Encoder {
    let context: UnsafeMutablePointer<AVCodecContext>
    let name: String
    private let path: String
    private let packet = Packet()
    private var stream = 0

    /// Finds the encoder and lets `configure` fill in its settings; `options` are its private ones.
    init(
        _ name: String, path: String, options: [(String, String)],
        configure: (UnsafeMutablePointer<AVCodecContext>, UnsafePointer<AVCodec>) throws(MediaError) -> Void
    ) throws(MediaError) {
        LibAVLog.clear()
        guard let codec = avcodec_find_encoder_by_name(name) else { throw .encoderMissing(path: path, encoder: name) }
        guard let made = avcodec_alloc_context3(codec) else { fatalError("avcodec_alloc_context3: out of memory") }
        context = made
        self.name = name
        self.path = path
        try configure(made, codec)
        made.pointee.flags |= AV_CODEC_FLAG_BITEXACT
        made.pointee.thread_count = 1  // threads would make the bytes depend on the machine
        var dictionary: OpaquePointer?
        for (key, value) in options { av_dict_set(&dictionary, key, value, 0) }
        defer { av_dict_free(&dictionary) }
        let code = avcodec_open2(made, codec, &dictionary)
        if code < 0 { throw .encodingFailed(path: path, reason: "\(name): \(LibAVLog.explain(code))") }
    }

    deinit {
        var owned: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&owned)
    }

    /// Joins the file; called once, before its header is written.
    func join(_ file: OutputFile) throws(MediaError) { stream = try file.addStream(for: context) }

    /// Encodes one frame (nil: nothing more comes) and writes what has become ready.
    func encode(_ frame: Frame?, into file: OutputFile) throws(MediaError) {
        try encode(frame) { (packet) throws(MediaError) in
            try file.write(packet, stream: stream, timeBase: context.pointee.time_base)
        }
    }

    /// Encodes one frame (nil: nothing more comes) and hands on what has become ready.
    func encode(_ frame: Frame?, _ consume: (Packet) throws(MediaError) -> Void) throws(MediaError) {
        var code = avcodec_send_frame(context, frame?.pointer)
        while code >= 0 {
            code = avcodec_receive_packet(context, packet.pointer)
            if code >= 0 { try consume(packet) }
        }
        if code != AVTS_ERROR_EAGAIN && code != AVTS_ERROR_EOF {
            throw .encodingFailed(path: path, reason: "\(name): \(LibAVLog.explain(code))")
        }
    }
}
