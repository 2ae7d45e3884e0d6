import CFFmpeg
import Work

/// Encodes samples, cutting them into the runs the codec wants.
final class AudioEncoder {
    let settings: AudioSettings
    private let encoder: Encoder
    private let frame = Frame()
    private var waiting: [Float] = []  // interleaved
    private var nextSample: Int64 = 0
    /// Samples (a channel) in one packet; PCM takes any number.
    private let run: Int

    init(_ settings: AudioSettings, file: OutputFile) throws(MediaError) {
        Failing.unless(
            (1...8).contains(settings.channels) && settings.sampleRate > 0,
            "AudioSettings: found \(settings.channels) channels at \(settings.sampleRate) Hz, expected 1…8 above 0 Hz")
        self.settings = settings
        let name = settings.encoder ?? Container.audioEncoder(forExtension: fileExtension(file.path))
        let header = file.wantsGlobalHeader
        let path = file.path
        // The noise substitution of AAC decodes to other noise after each seek, and its two-loop search costs 5 times.
        let options = name == "aac" ? [("aac_pns", "0"), ("aac_coder", "fast")] : []
        encoder = try Encoder(name, path: path, options: options) { (context, codec) throws(MediaError) in
            guard let format = SampleFormat.first(of: codec) else {
                throw .encodingFailed(path: path, reason: "\(name) takes no sample format known here")
            }
            context.pointee.sample_fmt = format
            context.pointee.sample_rate = Int32(settings.sampleRate)
            av_channel_layout_default(&context.pointee.ch_layout, Int32(settings.channels))
            context.pointee.bit_rate = Int64(settings.bitRate)
            context.pointee.time_base = AVRational(num: 1, den: Int32(settings.sampleRate))
            context.pointee.strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL
            if header { context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER }
        }
        let wanted = Int(encoder.context.pointee.frame_size)
        run = wanted > 0 ? wanted : 1024
        try encoder.join(file)
    }

    /// Adds interleaved samples, −1…1.
    func append(_ samples: Span<Float>, file: OutputFile) throws(MediaError) {
        Failing.unless(
            samples.count % settings.channels == 0,
            "MediaWriter: found \(samples.count) samples, expected a multiple of \(settings.channels) channels")
        for place in samples.indices { waiting.append(samples[place]) }
        let length = run * settings.channels
        var start = 0
        while waiting.count - start >= length {
            try encode(start..<start + length, file: file)
            start += length
        }
        waiting.removeFirst(start)
    }

    /// Writes the last, shorter run and what the encoder still holds.
    func finish(file: OutputFile) throws(MediaError) {
        if !waiting.isEmpty { try encode(0..<waiting.count, file: file) }
        waiting = []
        try encoder.encode(nil, into: file)
    }

    private func encode(_ range: Range<Int>, file: OutputFile) throws(MediaError) {
        let count = range.count / settings.channels
        let target = frame.pointer
        av_frame_unref(target)
        target.pointee.format = encoder.context.pointee.sample_fmt.rawValue
        target.pointee.sample_rate = encoder.context.pointee.sample_rate
        target.pointee.nb_samples = Int32(count)
        av_channel_layout_copy(&target.pointee.ch_layout, &encoder.context.pointee.ch_layout)
        guard av_frame_get_buffer(target, 0) >= 0 else { fatalError("av_frame_get_buffer: out of memory") }
        target.pointee.pts = nextSample
        nextSample += Int64(count)
        SampleFormat.write(waiting.span.extracting(range), channels: settings.channels, into: target)
        try encoder.encode(frame, into: file)
    }
}
