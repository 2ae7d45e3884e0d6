import CFFmpeg

/// Tells how many samples a packet of sound holds without decoding it: by libav's parser of the codec, or by its rule.
final class SampleCounter {
    private let parameters: UnsafeMutablePointer<AVCodecParameters>
    private var parser: UnsafeMutablePointer<AVCodecParserContext>?
    private var context: UnsafeMutablePointer<AVCodecContext>?

    /// Codecs whose packets differ in length and whose parsers tell it.
    private static let parsed = [AV_CODEC_ID_VORBIS, AV_CODEC_ID_OPUS, AV_CODEC_ID_FLAC]

    /// Samples in a tick of the stream's clock.
    private let samplesInTick: Double

    init(_ stream: UnsafeMutablePointer<AVStream>) {
        parameters = stream.pointee.codecpar
        let base = stream.pointee.time_base
        samplesInTick = Double(parameters.pointee.sample_rate) * Double(base.num) / Double(max(1, base.den))
        guard Self.parsed.contains(where: { $0 == parameters.pointee.codec_id }) else { return }
        parser = av_parser_init(Int32(bitPattern: parameters.pointee.codec_id.rawValue))
        parser?.pointee.flags |= PARSER_FLAG_COMPLETE_FRAMES
        context = avcodec_alloc_context3(nil)
        avcodec_parameters_to_context(context, parameters)
    }

    deinit {
        av_parser_close(parser)
        avcodec_free_context(&context)
    }

    /// 0 where only decoding can tell.
    func samples(in packet: Packet) -> Int32 {
        switch parameters.pointee.codec_id {
        case AV_CODEC_ID_WAVPACK: return Self.samples(inWavPack: packet)
        case AV_CODEC_ID_ALAC: return samples(inALAC: packet)
        case AV_CODEC_ID_ADPCM_SWF: return samples(inFlashADPCM: packet)
        default: break
        }
        guard let parser, let context else {
            // libav guesses these by their bit rate.
            let isGuess = [AV_CODEC_ID_WMAV1, AV_CODEC_ID_WMAV2].contains { $0 == parameters.pointee.codec_id }
            let samples = isGuess ? 0 : max(0, av_get_audio_frame_duration2(parameters, packet.pointer.pointee.size))
            // Of another length by a clock that is fine enough to tell: the rate changes here.
            let told = Double(packet.pointer.pointee.duration) * samplesInTick
            return samplesInTick <= 1 && told > 0 && abs(told - Double(samples)) > 2 + 0.01 * Double(samples) ? 0 : samples
        }
        var output: UnsafeMutablePointer<UInt8>?
        var size: Int32 = 0
        let data = packet.pointer.pointee
        av_parser_parse2(parser, context, &output, &size, data.data, data.size, data.pts, data.dts, data.pos)
        return max(0, parser.pointee.duration)
    }

    /// Of WavPack's blocks, the first of each set of channels tells its samples (a little-endian word at byte 20).
    private static func samples(inWavPack packet: Packet) -> Int32 {
        guard let data = packet.pointer.pointee.data else { return 0 }
        let size = Int(packet.pointer.pointee.size)
        func word(_ place: Int) -> Int { (0..<4).reduce(0) { $0 | Int(data[place + $1]) << (8 * $1) } }
        var (place, samples) = (0, 0)
        while place + 32 <= size, word(place) == 0x6B70_7677 {  // "wvpk"
            if word(place + 24) & 0x800 != 0 { samples += word(place + 20) }
            place += 8 + max(24, word(place + 4))
        }
        return Int32(clamping: samples)
    }

    /// A packet of ALAC is as long as the file's header says (a big-endian word at byte 12 of the 36 handed to decoders), unless
    /// bit 19 of its own says that its length comes next, at bit 23.
    private func samples(inALAC packet: Packet) -> Int32 {
        let header = UnsafeBufferPointer(start: parameters.pointee.extradata, count: Int(parameters.pointee.extradata_size))
        let data = UnsafeBufferPointer(start: packet.pointer.pointee.data, count: Int(packet.pointer.pointee.size))
        guard header.count >= 36, data.count >= 7 else { return 0 }
        func word(_ bytes: some Collection<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
        guard data[2] & 0x10 != 0 else { return Int32(clamping: word(header[12..<16])) }
        return Int32(clamping: word(data[2..<7]) >> 1 & 0xFFFF_FFFF)
    }

    /// Flash's ADPCM: two bits tell the bits of a step, then come blocks of 4096 samples, the first of each in 22 bits.
    private func samples(inFlashADPCM packet: Packet) -> Int32 {
        let (data, channels) = (packet.pointer.pointee, Int(parameters.pointee.ch_layout.nb_channels))
        guard data.size > 0, let first = data.data?.pointee, channels > 0 else { return 0 }
        let (step, start) = ((Int(first >> 6) + 2) * channels, 22 * channels)
        let (blocks, rest) = (Int(data.size) * 8 - 2).quotientAndRemainder(dividingBy: start + 4095 * step)
        return Int32(clamping: blocks * 4096 + (rest >= start ? 1 + (rest - start) / step : 0))
    }
}
