import CFFmpeg

/// Reads what a file holds: kinds, codecs and sizes out of its headers, times out of its packets.
enum Probe {
    /// Describes an opened file of which the streams `video` and `audio` are used.
    static func describe(_ input: InputFile, _ survey: Survey, video: Int?, audio: Int?) -> MediaInfo {
        let used = [video, audio].compactMap { $0 }
        let zero = survey.zero(of: used)
        return MediaInfo(
            container: input.formatName, duration: max(0, survey.end(of: used) - zero),
            video: video.map { describeVideo($0, of: input, survey.tracks[$0], zero) },
            audio: audio.map { describeAudio($0, of: input, survey.tracks[$0], zero) },
            streams: (0..<input.streamCount).map { describe($0, of: input, survey.tracks[$0], zero) })
    }

    private static func describeVideo(_ index: Int, of input: InputFile, _ track: Survey.Track?, _ zero: Double)
        -> VideoStreamInfo
    {
        let stream = input.stream(index)
        let orientation = StillPicture.orientation(in: input) ?? DisplayMatrix.orientation(of: stream)
        let (width, height) = PixelShape.shownSize(
            width: stream.pointee.codecpar.pointee.width, height: stream.pointee.codecpar.pointee.height,
            ratio: PixelShape.ratio(of: stream, in: input.context))
        return VideoStreamInfo(
            index: index, width: orientation.swapsSides ? height : width, height: orientation.swapsSides ? width : height,
            frameRate: frameRate(of: stream), codec: Decoder.name(of: stream.pointee.codecpar), start: start(of: track, zero),
            duration: duration(of: track), orientation: orientation)
    }

    private static func describeAudio(_ index: Int, of input: InputFile, _ track: Survey.Track?, _ zero: Double)
        -> AudioStreamInfo
    {
        let parameters = input.stream(index).pointee.codecpar!
        return AudioStreamInfo(
            index: index, sampleRate: Int(parameters.pointee.sample_rate),
            channels: Int(parameters.pointee.ch_layout.nb_channels), codec: Decoder.name(of: parameters),
            start: start(of: track, zero), duration: duration(of: track))
    }

    private static func describe(_ index: Int, of input: InputFile, _ track: Survey.Track?, _ zero: Double) -> StreamInfo {
        let stream = input.stream(index)
        let parameters = stream.pointee.codecpar!
        var info = StreamInfo(index: index, kind: kind(of: input, index), codec: Decoder.name(of: parameters))
        switch info.kind {
        case .picture, .cover:
            let video = describeVideo(index, of: input, track, zero)
            (info.width, info.height, info.rate) = (video.width, video.height, info.kind == .cover ? 0 : video.frameRate)
        case .sound:
            info.rate = Double(parameters.pointee.sample_rate)
            info.channels = Int(parameters.pointee.ch_layout.nb_channels)
        default: break
        }
        info.start = start(of: track, zero)
        info.duration = duration(of: track)
        info.language = av_dict_get(stream.pointee.metadata, "language", nil, 0).map { String(cString: $0.pointee.value) }
        return info
    }

    private static func kind(of input: InputFile, _ index: Int) -> StreamInfo.Kind {
        switch input.stream(index).pointee.codecpar.pointee.codec_type {
        case AVMEDIA_TYPE_VIDEO: input.isPictureOrSound(index) ? .picture : .cover
        case AVMEDIA_TYPE_AUDIO: .sound
        case AVMEDIA_TYPE_SUBTITLE: .subtitle
        case AVMEDIA_TYPE_ATTACHMENT: .attachment
        default: .data
        }
    }

    private static func frameRate(of stream: UnsafeMutablePointer<AVStream>) -> Double {
        for rate in [stream.pointee.avg_frame_rate, stream.pointee.r_frame_rate] where rate.num > 0 && rate.den > 0 {
            return Double(rate.num) / Double(rate.den)
        }
        return 0
    }

    private static func start(of track: Survey.Track?, _ zero: Double) -> Double { max(0, (track?.start ?? zero) - zero) }

    private static func duration(of track: Survey.Track?) -> Double { track.map { max(0, $0.end - ($0.start ?? 0)) } ?? 0 }
}
