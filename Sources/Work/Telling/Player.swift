import Foundation

/// A sound or a film to be played: bytes that a browser takes as they are.
public struct Player: Codable, Sendable, Equatable {
    /// What one value may take, and all those of a page, in bytes.
    public static let budget = 5 << 20

    /// The media types that are played everywhere.
    public enum MediaType: String, Codable, Sendable, CaseIterable {
        /// Sound as it is.
        case wav = "audio/wav"
        /// Sound packed without loss.
        case flac = "audio/flac"
        /// A film: H.264 and AAC.
        case mp4 = "video/mp4"

        /// The ending of a file of this type, and its name.
        public var fileExtension: String { rawValue.split(separator: "/").last.map(String.init) ?? rawValue }
    }

    /// The file's bytes.
    public var data: Data
    /// What they are.
    public var type: MediaType
    /// The name of its file without an extension.
    public var name: String
    /// What stands beneath it; "" for nothing.
    public var label: String
    /// Seconds by which its sound was made later, earlier where negative; nil where there is nothing to compare it with.
    public var offset: Double?

    /// A sound or a film to be played.
    ///
    /// - Parameters:
    ///   - data: the file's bytes.
    ///   - type: what they are.
    ///   - name: the name of its file without an extension.
    ///   - label: what stands beneath it.
    ///   - offset: seconds by which its sound was made later; nil where there is nothing to compare it with.
    public init(_ data: Data, type: MediaType, name: String, label: String = "", offset: Double? = nil) {
        self.data = data
        self.type = type
        self.name = name
        self.label = label
        self.offset = offset
    }

    /// Whether there is a picture in it.
    public var isFilm: Bool { type == .mp4 }
}
