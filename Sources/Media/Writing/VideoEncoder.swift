import CFFmpeg
import Work

/// Encodes RGB frames at a constant rate.
final class VideoEncoder {
    let settings: VideoSettings
    private let encoder: Encoder
    private let frame = Frame()
    private let converter: PixelConverter
    private var nextIndex: Int64 = 0

    init(_ settings: VideoSettings, file: OutputFile) throws(MediaError) {
        self.settings = settings
        let name = settings.encoder ?? Container.videoEncoder(forExtension: fileExtension(file.path))
        let path = file.path
        let header = file.wantsGlobalHeader
        encoder = try Encoder(name, path: path, options: VideoEncoder.options(settings, name)) {
            (context, codec) throws(MediaError) in
            context.pointee.width = Int32(settings.width)
            context.pointee.height = Int32(settings.height)
            context.pointee.pix_fmt = VideoEncoder.pixelFormat(of: codec)
            context.pointee.time_base = settings.frameRate.tick
            context.pointee.framerate = settings.frameRate.rational
            context.pointee.gop_size = Int32(settings.keyframeInterval)
            if !PixelFormat(context.pointee.pix_fmt.rawValue).isRGB {
                // The matrix we convert with, written down so that every reader converts back with the same.
                context.pointee.colorspace = AVCOL_SPC_SMPTE170M
                context.pointee.color_range = VideoEncoder.isFullRange(codec) ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG
            }
            if name == "mpeg4" || name == "mpeg2video" || name == "mpeg1video" {
                context.pointee.flags |= AV_CODEC_FLAG_QSCALE
                context.pointee.global_quality = Int32(max(2, settings.quality / 6)) * FF_QP2LAMBDA
            }
            if header { context.pointee.flags |= AV_CODEC_FLAG_GLOBAL_HEADER }
        }
        let format = encoder.context.pointee.pix_fmt
        frame.pointer.pointee.format = format.rawValue
        frame.pointer.pointee.width = Int32(settings.width)
        frame.pointer.pointee.height = Int32(settings.height)
        frame.pointer.pointee.colorspace = encoder.context.pointee.colorspace
        frame.pointer.pointee.color_range = encoder.context.pointee.color_range
        guard av_frame_get_buffer(frame.pointer, 0) >= 0 else { fatalError("av_frame_get_buffer: out of memory") }
        converter = try PixelConverter(
            width: settings.width, height: settings.height, from: AV_PIX_FMT_RGB24, to: format,
            isFullRange: encoder.context.pointee.color_range == AVCOL_RANGE_JPEG, path: path)
        try encoder.join(file)
    }

    /// Encodes the next frame: `rgb` holds height × width × 3 bytes, row by row.
    func append(_ rgb: Span<UInt8>, file: OutputFile) throws(MediaError) {
        let expected = settings.width * settings.height * 3
        Failing.unless(rgb.count == expected, "MediaWriter: found a frame of \(rgb.count) bytes, expected \(expected)")
        guard av_frame_make_writable(frame.pointer) >= 0 else { fatalError("av_frame_make_writable: out of memory") }
        converter.convert(rgb, rowBytes: settings.width * 3, into: frame.pointer)
        frame.pointer.pointee.pts = nextIndex
        nextIndex += 1
        try encoder.encode(frame, into: file)
    }

    /// Leaves the last frame on the screen for `count` more frame times.
    func hold(_ count: Int) { nextIndex += Int64(count) }

    /// Writes what the encoder still holds.
    func finish(file: OutputFile) throws(MediaError) { try encoder.encode(nil, into: file) }

    private static func pixelFormat(of codec: UnsafePointer<AVCodec>) -> AVPixelFormat {
        // Video encoders list what they take; 4:2:0 is what every player decodes.
        guard let formats = codec.pointee.pix_fmts else { return AV_PIX_FMT_YUV420P }
        var index = 0
        while formats[index] != AV_PIX_FMT_NONE {
            if formats[index] == AV_PIX_FMT_YUV420P { return AV_PIX_FMT_YUV420P }
            index += 1
        }
        return formats[0]
    }

    /// JPEG knows no other range.
    private static func isFullRange(_ codec: UnsafePointer<AVCodec>) -> Bool {
        codec.pointee.id == AV_CODEC_ID_MJPEG || codec.pointee.id == AV_CODEC_ID_LJPEG
    }

    private static func options(_ settings: VideoSettings, _ name: String) -> [(String, String)] {
        switch name {
        case "libx264": [("preset", settings.preset), ("crf", "\(settings.quality)")]
        case "libvpx", "libvpx-vp9":
            [("crf", "\(settings.quality)"), ("b", "2000000"), ("deadline", "realtime"), ("cpu-used", "8")]
        default: []
        }
    }
}
