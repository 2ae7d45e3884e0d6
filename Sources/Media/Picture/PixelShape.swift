import CFFmpeg
import Tensors

/// Width : height of a stored sample. Pictures of old television and of much film are stored narrower than they are shown.
enum PixelShape {
    /// The longest side a stored shape may lead to: what the usual codecs can store at all. Beyond it a header is nonsense.
    private static let longestSide = 65_535.0

    /// The ratio of a stream, 1 for square samples: the container's word, else the codec's (libav's own guess).
    static func ratio(of stream: UnsafeMutablePointer<AVStream>, in context: UnsafeMutablePointer<AVFormatContext>) -> Double {
        let parameters = stream.pointee.codecpar!
        return believable(
            av_guess_sample_aspect_ratio(context, stream, nil), width: parameters.pointee.width,
            height: parameters.pointee.height)
    }

    /// The ratio written in a picture.
    static func ratio(of frame: UnsafePointer<AVFrame>) -> Double {
        believable(frame.pointee.sample_aspect_ratio, width: frame.pointee.width, height: frame.pointee.height)
    }

    /// 1 for a ratio that is unknown, or by which no picture would be left or one of absurd size.
    private static func believable(_ ratio: AVRational, width: Int32, height: Int32) -> Double {
        guard ratio.num > 0, ratio.den > 0, width > 0, height > 0 else { return 1 }
        let value = Double(ratio.num) / Double(ratio.den)
        let shown = Double(width) * value
        guard av_image_check_sar(UInt32(width), UInt32(height), ratio) >= 0, shown.rounded() >= 1, shown <= longestSide else {
            NoticeBoard.tell(
                "samples of \(ratio.num):\(ratio.den) would make a picture of \(width)×\(height) unshowable: they count as square"
            )
            return 1
        }
        return value
    }

    /// Size on the screen of a stored picture, before it is turned: the height stays, the width follows the shape.
    static func shownSize(width: Int32, height: Int32, ratio: Double) -> (width: Int, height: Int) {
        (max(Int((Double(width) * ratio).rounded()), width > 0 ? 1 : 0), Int(height))
    }
}

extension Frame {
    /// Writes down the shape of the picture's samples as libav guesses it of picture and stream together.
    func adoptPixelShape(
        of stream: UnsafeMutablePointer<AVStream>, in context: UnsafeMutablePointer<AVFormatContext>
    ) {
        pointer.pointee.sample_aspect_ratio = av_guess_sample_aspect_ratio(context, stream, pointer)
    }
}
