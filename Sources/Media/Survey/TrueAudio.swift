import CFFmpeg

/// True Audio (TTA) in containers that do not keep its header.
///
/// Its packets do not tell their samples: all but the last hold 256/245 of a second, and the header says how many there are in all.
/// Where a container dropped the header (Matroska), libav makes one of the duration, which is rounded: the last packet, which decodes
/// only if its length is told exactly, would be lost, and be taken for as long as the others. Source: the format's description at
/// <http://tausoft.org>, and libavcodec's decoder, which ends where 32 bits, the check sum, are left.
struct TrueAudio {
    private let stream: UnsafeMutablePointer<AVStream>
    /// Samples of each packet but the last.
    let usual: Int
    private var packets = 0
    private var last: Packet?

    /// nil where the stream is something else, or has no header.
    init?(_ stream: UnsafeMutablePointer<AVStream>) {
        let parameters = stream.pointee.codecpar.pointee
        guard parameters.codec_id == AV_CODEC_ID_TTA, parameters.extradata_size >= 22, parameters.sample_rate > 0 else {
            return nil
        }
        self.stream = stream
        usual = 256 * Int(parameters.sample_rate) / 245
    }

    mutating func take(_ packet: Packet) {
        packets += 1
        last = packet.copy()
    }

    /// Samples of the last packet: what the header says or, where it does not decode so, the length nearest to it that does.
    ///
    /// Two milliseconds to either side are tried: a duration in whole milliseconds, and what the muxer rounded itself. Of neighbours that
    /// decode the least is taken, since what is read beyond the last sample is no sound.
    func lastSamples(path: String) throws(MediaError) -> Int? {
        guard let last, packets > 0 else { return nil }
        let before = (packets - 1) * usual
        let told = Self.total(in: stream) - before
        let reach = Int(stream.pointee.codecpar.pointee.sample_rate) / 500 + 1
        func decodes(_ length: Int) throws(MediaError) -> Bool {
            guard (1...usual).contains(length) else { return false }
            Self.tell(before + length, to: stream)
            let decoder = try Decoder(stream, kind: .audio, threads: 1, path: path)
            let frame = Frame()
            decoder.send(last)
            if case .frame = decoder.receive(frame) { return Int(frame.pointer.pointee.nb_samples) == length }
            return false
        }
        for distance in 0...reach {
            for length in [told - distance, told + distance] where try decodes(length) {
                // A header of the file's own is exact.
                if distance == 0 { return length }
                var least = length
                while try decodes(least - 1) { least -= 1 }
                return least
            }
        }
        // Damaged: what the header leaves for it, and silence.
        return max(1, min(usual, told))
    }

    /// Samples in all, by the header: the little-endian word at its byte 14.
    private static func total(in stream: UnsafeMutablePointer<AVStream>) -> Int {
        (0..<4).reduce(0) { $0 | Int(stream.pointee.codecpar.pointee.extradata[14 + $1]) << (8 * $1) }
    }

    /// Corrects the header that decoders of this stream will read.
    static func tell(_ total: Int, to stream: UnsafeMutablePointer<AVStream>) {
        for byte in 0..<4 {
            stream.pointee.codecpar.pointee.extradata[14 + byte] = UInt8(truncatingIfNeeded: total >> (8 * byte))
        }
    }
}

extension Survey.Track {
    /// Takes over how many samples the last packet of a stream of TTA holds.
    mutating func end(withSamples samples: Int, of stream: UnsafeMutablePointer<AVStream>) {
        guard let last = sound.indices.last, let audio = TrueAudio(stream) else { return }
        sound[last].samples = Int32(clamping: samples)
        samplesInHeader = last * audio.usual + samples
        // Packets follow each other without a gap, and the stamp of the last is rounded.
        let rate = Double(stream.pointee.codecpar.pointee.sample_rate)
        if let start { end = start + Double(last * audio.usual + samples) / rate }
    }
}
