import CFFmpeg

extension MediaInfo {
    /// The versions of FFmpeg's libraries that decode here: others may give other pictures and samples of the same file.
    package static let libraries = [
        avformat_version(), avcodec_version(), swscale_version(), swresample_version(), avutil_version(),
    ]
    .map { "\($0 >> 16).\($0 >> 8 & 255).\($0 & 255)" }.joined(separator: " ")
}
