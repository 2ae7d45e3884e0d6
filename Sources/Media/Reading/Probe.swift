import CFFmpeg

/// Reads what a file holds out of its headers.
enum Probe {
    /// Describes an opened file.
    static func describe(_ input: InputFile) throws(MediaError) -> MediaInfo {
        let zero = input.zero
        let video = input.bestStream(.video).map { describeVideo(input.stream($0), of: input, zero: zero) }
        let audio = input.bestStream(.audio).map { describeAudio(input.stream($0), zero: zero) }
        if video == nil && audio == nil {
            throw .notMedia(path: input.path, found: "neither picture nor sound in it")
        }
        return MediaInfo(
            container: String(cString: input.context.pointee.iformat.pointee.name),
            duration: try duration(of: input), video: video, audio: audio)
    }

    /// Seconds from zero to the end of the last packet that is there, found by reading all of them.
    static func scannedDuration(_ path: String) throws(MediaError) -> Double {
        let input = try InputFile(path)
        let packet = Packet()
        var end = 0.0
        while try input.read(into: packet) {
            let stream = input.stream(packet.stream)
            let kind = stream.pointee.codecpar.pointee.codec_type
            guard kind == AVMEDIA_TYPE_VIDEO || kind == AVMEDIA_TYPE_AUDIO else { continue }
            guard let time = packet.presentationTime ?? packet.decodingTime else { continue }
            let clock = StreamClock(timeBase: stream.pointee.time_base, zero: input.zero)
            var last = clock.seconds(time + max(0, packet.pointer.pointee.duration))
            if kind == AVMEDIA_TYPE_AUDIO {
                last -= Double(packet.samplesCutAtEnd) / Double(max(1, stream.pointee.codecpar.pointee.sample_rate))
            }
            end = max(end, last)
        }
        return end
    }

    private static func duration(of input: InputFile) throws(MediaError) -> Double {
        let declared = input.context.pointee.duration
        let isGuess = input.context.pointee.duration_estimation_method == AVFMT_DURATION_FROM_BITRATE
        // An MP3 file's header counts the encoder's padding as sound.
        let isMP3 = String(cString: input.context.pointee.iformat.pointee.name) == "mp3"
        if declared == AVTS_NOPTS || isGuess || isMP3 { return try scannedDuration(input.path) }
        return max(0, Double(declared) / Double(AV_TIME_BASE))
    }

    private static func describeVideo(_ stream: UnsafeMutablePointer<AVStream>, of input: InputFile, zero: Double)
        -> VideoStreamInfo
    {
        let parameters = stream.pointee.codecpar!
        let orientation = StillPicture.orientation(in: input) ?? DisplayMatrix.orientation(of: stream)
        let (width, height) = PixelShape.shownSize(
            width: parameters.pointee.width, height: parameters.pointee.height,
            ratio: PixelShape.ratio(of: stream, in: input.context))
        var rate = stream.pointee.avg_frame_rate
        if rate.num <= 0 || rate.den <= 0 { rate = stream.pointee.r_frame_rate }
        return VideoStreamInfo(
            width: orientation.swapsSides ? height : width, height: orientation.swapsSides ? width : height,
            frameRate: rate.num > 0 && rate.den > 0 ? Double(rate.num) / Double(rate.den) : 0,
            codec: String(cString: avcodec_get_name(parameters.pointee.codec_id)),
            start: start(of: stream, zero: zero), orientation: orientation)
    }

    private static func describeAudio(_ stream: UnsafeMutablePointer<AVStream>, zero: Double) -> AudioStreamInfo {
        let parameters = stream.pointee.codecpar!
        return AudioStreamInfo(
            sampleRate: Int(parameters.pointee.sample_rate), channels: Int(parameters.pointee.ch_layout.nb_channels),
            codec: String(cString: avcodec_get_name(parameters.pointee.codec_id)), start: start(of: stream, zero: zero))
    }

    private static func start(of stream: UnsafeMutablePointer<AVStream>, zero: Double) -> Double {
        let ticks = stream.pointee.start_time
        guard ticks != AVTS_NOPTS else { return 0 }
        return max(0, StreamClock(timeBase: stream.pointee.time_base, zero: zero).seconds(ticks))
    }
}
