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
    /// Samples a second of the stream it belongs to, set by whoever reads it; 0 for pictures.
    var sampleRate = 0
    /// Which stream of the file it belongs to.
    var stream: Int { Int(pointer.pointee.stream_index) }

    /// Seconds at its beginning that are an encoder's padding and no sound, rounded to ticks of `tick` seconds as libav does.
    func secondsCutAtStart(_ tick: Double) -> Double { cut(at: 0, tick) }

    /// Seconds at its end that are padding and no sound.
    func secondsCutAtEnd(_ tick: Double) -> Double { cut(at: 4, tick) }

    private func cut(at place: Int, _ tick: Double) -> Double {
        var size = 0
        guard let data = av_packet_get_side_data(pointer, AV_PKT_DATA_SKIP_SAMPLES, &size), size >= 8, sampleRate > 0 else {
            return 0
        }
        let samples = (0..<4).reduce(0) { $0 | Int(data[place + $1]) << (8 * $1) }
        return (Double(samples) / Double(sampleRate) / tick).rounded() * tick
    }

    /// Another owner of the same data.
    func copy() -> Packet {
        let other = Packet()
        av_packet_ref(other.pointer, pointer)
        other.sampleRate = sampleRate
        return other
    }

    /// Takes over the times that the survey of the file has mended.
    func adopt(_ time: Survey.MendedTime) {
        pointer.pointee.pts = time.presentation ?? AVTS_NOPTS
        pointer.pointee.dts = time.decoding ?? AVTS_NOPTS
    }

    /// Gives the data back, keeps the shell.
    func clear() { av_packet_unref(pointer) }
}
