import CFFmpeg

/// One owner of an `AVPacket`: a piece of a compressed stream.
final class Packet {
    let pointer: UnsafeMutablePointer<AVPacket>

    init() {
        guard let packet = av_packet_alloc() else { fatalError("av_packet_alloc: out of memory") }
        pointer = packet
    }

    deinit {
        var packet: UnsafeMutablePointer<AVPacket>? = pointer
        av_packet_free(&packet)
    }

    /// Presentation time in ticks of its stream; nil where the container gives none.
    var presentationTime: Int64? { pointer.pointee.pts == AVTS_NOPTS ? nil : pointer.pointee.pts }
    /// Decoding time in ticks of its stream; nil where the container gives none.
    var decodingTime: Int64? { pointer.pointee.dts == AVTS_NOPTS ? nil : pointer.pointee.dts }
    /// Which stream of the file it belongs to.
    var stream: Int { Int(pointer.pointee.stream_index) }

    /// Samples at its end that are padding and no sound, where the container says so.
    var samplesCutAtEnd: Int {
        var size = 0
        guard let data = av_packet_get_side_data(pointer, AV_PKT_DATA_SKIP_SAMPLES, &size), size >= 8 else { return 0 }
        return (4..<8).reduce(0) { $0 | Int(data[$1]) << (8 * ($1 - 4)) }
    }

    /// Gives the data back, keeps the shell.
    func clear() { av_packet_unref(pointer) }
}
