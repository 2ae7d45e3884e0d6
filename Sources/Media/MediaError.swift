/// What can go wrong with a media file, each in its own case; every text names the file, what was found, and a remedy.
public enum MediaError: Error, Equatable, Sendable {
    /// There is no file at the path.
    case missing(path: String)
    /// The path names a folder, not a file.
    case folder(path: String)
    /// The path names a pipe, a socket or a device, which cannot be read twice.
    case notAFile(path: String, found: String)
    /// The operating system refuses to open the file (`reason` is its own text).
    case unreadable(path: String, reason: String)
    /// No container format was recognised.
    case notMedia(path: String, found: String)
    /// The file begins well but ends before its data does.
    case truncated(path: String, found: String, expected: String)
    /// The file has no picture stream.
    case noVideo(path: String)
    /// The file has no sound stream.
    case noAudio(path: String)
    /// The stream is there, and nothing is in it.
    case emptyStream(path: String, stream: String)
    /// The sound stream is there, and every sample of it is zero.
    case digitalSilence(path: String, seconds: Double)
    /// The wanted span does not lie inside the file; times in seconds.
    case spanOutside(path: String, from: Double, to: Double, duration: Double)
    /// What was asked for would take more memory than the file's data can warrant.
    case tooLarge(path: String, found: String, expected: String)
    /// What was asked for makes no sense of any file: a rate of 0, say.
    case invalidRequest(path: String, found: String, expected: String)
    /// This build of FFmpeg cannot decode a stream of the file.
    case decoderMissing(path: String, codec: String)
    /// A stream could not be decoded.
    case decodingFailed(path: String, stream: String, reason: String)
    /// This build of FFmpeg has no such encoder, or no container for the file's extension.
    case encoderMissing(path: String, encoder: String)
    /// An encoder refused its settings or its input.
    case encodingFailed(path: String, reason: String)
    /// Reading was given up in the middle, as the `withInterruption` around it was asked to.
    case interrupted(path: String)
    /// Writing failed (folder missing, disk full, no permission).
    case writeFailed(path: String, reason: String)
}

extension MediaError {
    /// The file the error is about.
    public var path: String {
        switch self {
        case .missing(let path), .folder(let path), .noVideo(let path), .noAudio(let path), .interrupted(let path): path
        case .notAFile(let path, _), .unreadable(let path, _), .notMedia(let path, _), .digitalSilence(let path, _): path
        case .truncated(let path, _, _), .spanOutside(let path, _, _, _), .decoderMissing(let path, _): path
        case .invalidRequest(let path, _, _), .tooLarge(let path, _, _): path
        case .decodingFailed(let path, _, _), .encoderMissing(let path, _): path
        case .encodingFailed(let path, _), .writeFailed(let path, _), .emptyStream(let path, _): path
        }
    }

    /// What to do about it, in one sentence.
    public var remedy: String {
        switch self {
        case .missing: "Check the path."
        case .folder: "Give a file, or use a folder of videos as a data set."
        case .notAFile: "Write it to a file first, and give that."
        case .unreadable: "Check the permissions of the file and of its folders."
        case .notMedia: "Give a video or sound file (mp4, mkv, avi, webm, mov, mp3, wav, …)."
        case .truncated: "Fetch or copy the file again."
        case .noVideo: "Give a file with a picture, or read its sound only."
        case .noAudio: "Give a file with sound, or read its frames only."
        case .emptyStream: "Leave the file out, or use its other stream."
        case .digitalSilence: "Leave the file out: there is nothing to hear in it."
        case .spanOutside: "Ask for a span between 0 and the duration."
        case .tooLarge: "Read it in spans, at a lower rate or smaller."
        case .invalidRequest: "Change the request."
        case .decoderMissing: "Convert the file to H.264 and AAC, or install a fuller FFmpeg."
        case .decodingFailed: "The data is damaged: fetch the file again or leave it out."
        case .encoderMissing: "Choose another extension or encoder, or install a fuller FFmpeg (Debian: libavcodec-extra)."
        case .encodingFailed: "Change the settings."
        case .interrupted: "Read it again."
        case .writeFailed: "Check that the folder exists, can be written and has room."
        }
    }
}

extension MediaError: CustomStringConvertible {
    public var description: String { "\(path): \(complaint). \(remedy)" }

    private var complaint: String {
        switch self {
        case .missing: "no such file"
        case .folder: "is a folder, expected a media file"
        case .notAFile(_, let found): "is \(found), expected a media file"
        case .unreadable(_, let reason): "cannot be read (\(reason))"
        case .notMedia(_, let found): "is not a media file (found \(found))"
        case .truncated(_, let found, let expected): "is cut short: found \(found), expected \(expected)"
        case .noVideo: "has no picture"
        case .noAudio: "has no sound"
        case .emptyStream(_, "sound"): "its sound holds no sample"
        case .emptyStream(_, let stream): "its \(stream) stream is empty"
        case .digitalSilence(_, let seconds): "has a sound track of digital silence (\(inSeconds(seconds)))"
        case .spanOutside(_, let from, let to, let duration):
            "the span \(inSeconds(from)) to \(inSeconds(to)) is not inside the file, which lasts \(inSeconds(duration))"
        case .tooLarge(_, let found, let expected): "asked for \(found), expected at most \(expected)"
        case .invalidRequest(_, let found, let expected): "asked for \(found), expected \(expected)"
        case .decoderMissing(_, let codec): "no decoder for \(codec)"
        case .decodingFailed(_, let stream, let reason): "the \(stream) cannot be decoded (\(reason))"
        case .encoderMissing(_, let encoder): "no encoder or container for \(encoder)"
        case .encodingFailed(_, let reason): "cannot be encoded (\(reason))"
        case .interrupted: "reading was given up"
        case .writeFailed(_, let reason): "cannot be written (\(reason))"
        }
    }
}

/// Seconds with three decimals.
private func inSeconds(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "\(value) s" }
    let thousandths = Int((abs(value) * 1000).rounded())
    let fraction = String(thousandths % 1000)
    let sign = value < 0 && thousandths > 0 ? "-" : ""
    return "\(sign)\(thousandths / 1000).\(String(repeating: "0", count: 3 - fraction.count))\(fraction) s"
}
