import Foundation
import Media
import TestSupport
import XCTest

/// The `ffmpeg` command, as the judge of what files hold; tests that need it are skipped where it is missing.
enum FFmpegTool {
    /// Flags of the tool's `scale` filter that round exactly and keep the chroma's resolution.
    static let exact = "accurate_rnd+bitexact+full_chroma_int+full_chroma_inp"

    /// Runs `ffmpeg` with `arguments` (space-separated); skips the test where there is no `ffmpeg`.
    static func run(_ arguments: String) throws {
        guard
            ["/usr/bin", "/usr/local/bin", "/opt/homebrew/bin"].contains(where: {
                FileManager.default.isExecutableFile(atPath: "\($0)/ffmpeg")
            })
        else { throw XCTSkip("skipped: the ffmpeg tool is not installed") }
        let words = arguments.split(separator: " ").map(String.init)
        let outcome = try Subprocess("ffmpeg", ["-v", "error", "-nostdin", "-y"] + words).wait()
        if outcome.status != 0 { throw Failure(text: "ffmpeg \(arguments): \(outcome.error)") }
    }

    struct Failure: Error, CustomStringConvertible {
        var text: String
        var description: String { text }
    }

    /// Encodes a stimulus with the tool; `settings` come after the inputs, `inputs` before the sound.
    static func encode(
        _ stimulus: Stimulus, _ settings: String, to name: String, in folder: TemporaryDirectory, beforeSound: String = ""
    ) throws {
        var picture: [UInt8] = []
        for index in 0..<stimulus.frameCount { picture += stimulus.frame(index) }
        try Data(picture).write(to: folder.url.appendingPathComponent("picture.rgb"))
        try stimulus.sound.withUnsafeBytes { Data($0) }.write(to: folder.url.appendingPathComponent("sound.f32"))
        try run(
            "-f rawvideo -pix_fmt rgb24 -s \(stimulus.side)x\(stimulus.side) -r \(stimulus.frameRate) "
                + "-i \(folder.path("picture.rgb")) \(beforeSound) -f f32le -ar \(stimulus.sampleRate) -ac 1 "
                + "-i \(folder.path("sound.f32")) \(settings) \(folder.path(name))")
    }

    /// Decodes with the tool to raw bytes.
    static func decode(_ path: String, _ settings: String, in folder: TemporaryDirectory) throws -> Data {
        let raw = folder.path("decoded.raw")
        try run("-i \(path) \(settings) \(raw)")
        return try Data(contentsOf: URL(fileURLWithPath: raw))
    }
}

extension Data {
    /// The bytes as 32-bit floats.
    var floats: [Float] {
        withUnsafeBytes { bytes in
            [Float](unsafeUninitializedCapacity: bytes.count / 4) { buffer, count in
                count = bytes.copyBytes(to: UnsafeMutableRawBufferPointer(buffer)) / 4
            }
        }
    }
}
