import CFFmpeg

/// Pixels of any format to planes of green, blue and red at another size, by libswscale.
///
/// Chroma keeps its full resolution on the way and rounding is exact, so that white is 255 and the bytes are the same on every
/// CPU. libswscale writes planes of RGB from the same numbers as packed RGB, faster, and with the chroma filtered
/// downwards too where the height stays (packed, it takes the next row's or the mean of two).
final class ColourConversion {
    /// What a conversion is built for: all that libav may tell anew with each picture.
    struct Source: Equatable {
        var width, height, format: Int32
        var matrix: AVColorSpace
        var range: AVColorRange

        init(_ frame: UnsafePointer<AVFrame>, width: Int, height: Int) {
            self.width = Int32(width)
            self.height = Int32(height)
            format = frame.pointee.format
            matrix = frame.pointee.colorspace
            range = frame.pointee.color_range
        }
    }

    let source: Source
    /// The last picture converted.
    private let target = Frame()
    private let context: OpaquePointer

    /// Nil where libswscale has no such conversion.
    init?(_ source: Source, width: Int, height: Int, to planes: AVPixelFormat = AV_PIX_FMT_GBRP) {
        let from = AVPixelFormat(source.format)
        // RGB that keeps its size is copied; planes would lead some formats through YUV.
        let isCopied = source.width == width && source.height == height && PixelFormat(source.format).isRGB
        let format = isCopied ? AV_PIX_FMT_RGB24 : planes
        guard let width = Int32(exactly: width), let height = Int32(exactly: height),
            let made = sws_getContext(
                source.width, source.height, from, width, height, format,
                Self.flags(source, width, height), nil, nil, nil)
        else { return nil }
        context = made
        self.source = source
        Self.setColours(of: made, source)
        target.pointer.pointee.format = format.rawValue
        target.pointer.pointee.width = width
        target.pointer.pointee.height = height
        guard av_frame_get_buffer(target.pointer, 0) >= 0 else { return nil }
    }

    deinit { sws_freeContext(context) }

    /// Converts a picture of the source's kind; nil where libswscale refuses. The result lasts until the next call.
    func convert(_ frame: UnsafePointer<AVFrame>) -> UnsafePointer<AVFrame>? {
        let to = target.pointer
        let rows = frame.pointee.withPlanes { (data, lines) in
            to.withMutablePlanes { sws_scale(context, data, lines, 0, source.height, $0, $1) }
        }
        return rows == to.pointee.height ? UnsafePointer(to) : nil
    }

    /// Areas are averaged when reducing, so that nothing aliases (chroma that has to grow meanwhile is interpolated between
    /// neighbours); enlarging is cubic.
    private static func flags(_ source: Source, _ width: Int32, _ height: Int32) -> Int32 {
        let isEnlarging = width > source.width || height > source.height
        return (isEnlarging ? SWS_BICUBIC : SWS_AREA)
            | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP
    }

    /// Matrix and range as FFmpeg's `scale` filter chooses them: the picture's own; without, BT.601 and the format's usual range
    /// (grey and the `yuvj` formats are full).
    private static func setColours(of context: OpaquePointer, _ source: Source) {
        var (inverse, forward): (UnsafeMutablePointer<Int32>?, UnsafeMutablePointer<Int32>?)
        var (sourceRange, targetRange, brightness, contrast, saturation): (Int32, Int32, Int32, Int32, Int32) = (0, 1, 0, 0, 0)
        let isKnown = sws_getColorspaceDetails(
            context, &inverse, &sourceRange, &forward, &targetRange, &brightness, &contrast, &saturation)
        guard isKnown >= 0 else { return }
        if source.range != AVCOL_RANGE_UNSPECIFIED { sourceRange = source.range == AVCOL_RANGE_JPEG ? 1 : 0 }
        // RGB is scaled as YUV: the same matrix leads there and back, whatever it is.
        let isUsable = source.matrix.rawValue > AVCOL_SPC_RGB.rawValue && source.matrix.rawValue <= AVCOL_SPC_BT2020_CL.rawValue
        let matrix = sws_getCoefficients(isUsable ? Int32(source.matrix.rawValue) : SWS_CS_DEFAULT)
        sws_setColorspaceDetails(
            context, matrix, sourceRange, matrix, targetRange, brightness, contrast, saturation)
    }
}
