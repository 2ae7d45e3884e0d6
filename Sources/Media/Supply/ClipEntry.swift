import Foundation
import Tensors

/// The bytes of one entry of the clip cache, little-endian:
///
/// | bytes | what |
/// |---|---|
/// | 8 | `AVCLIP` and the version, two digits |
/// | 8 | checksum of all that follows |
/// | 8 | length of the key; then the key |
/// | 5 × 8 | frames: width, height, count, bits of the rate; then samples |
/// | 8 | sample rate |
/// | … | frames, then samples as 32-bit floats |
enum ClipEntry {
    private static let magic = Array("AVCLIP01".utf8)

    static func encode(_ clip: DecodedClip, key: String) -> [UInt8] {
        var body: [UInt8] = []
        let samples = clip.waveform?.samples.scalars ?? []
        body.reserveCapacity(key.utf8.count + 64 + (clip.frames?.rgb.count ?? 0) + samples.count * 4)
        append(key.utf8.count, to: &body)
        body += Array(key.utf8)
        append(clip.frames?.width ?? 0, to: &body)
        append(clip.frames?.height ?? 0, to: &body)
        append(clip.frames?.count ?? 0, to: &body)
        append(Int(bitPattern: UInt((clip.frames?.frameRate ?? 0).bitPattern)), to: &body)
        append(samples.count, to: &body)
        append(clip.waveform?.sampleRate ?? 0, to: &body)
        if let frames = clip.frames { body += frames.rgb }
        samples.withUnsafeBytes { body.append(contentsOf: $0) }
        var bytes = magic
        append(Int(bitPattern: UInt(body.withUnsafeBytes(StableHash.checksum))), to: &bytes)
        return bytes + body
    }

    /// The clip, or nil where the bytes are not a whole entry of this version for this key.
    static func decode(_ data: Data, key: String) -> DecodedClip? {
        data.withUnsafeBytes { bytes -> DecodedClip? in
            var reader = Reader(bytes: bytes)
            guard reader.take(magic.count).map(Array.init) == magic, let sum = reader.integer() else { return nil }
            let rest = UnsafeRawBufferPointer(rebasing: bytes[reader.place...])
            guard UInt64(UInt(bitPattern: sum)) == StableHash.checksum(rest) else { return nil }
            guard let length = reader.integer(), let name = reader.take(length), Array(name) == Array(key.utf8),
                let width = reader.integer(), let height = reader.integer(), let count = reader.integer(),
                let rate = reader.integer(), let samples = reader.integer(), let sampleRate = reader.integer(),
                let rgb = reader.take(width * height * 3 * count), let sound = reader.take(samples * 4)
            else { return nil }
            var clip = DecodedClip(frames: nil, waveform: nil)
            if width > 0 && height > 0 {
                let frameRate = Double(bitPattern: UInt64(UInt(bitPattern: rate)))
                clip.frames = FrameSequence(width: width, height: height, frameRate: frameRate, rgb: Array(rgb))
            }
            if sampleRate > 0 {
                let tensor = Tensor(shape: [samples]) { UnsafeMutableRawBufferPointer($0).copyBytes(from: sound) }
                clip.waveform = Waveform(samples: tensor, sampleRate: sampleRate)
            }
            return clip
        }
    }

    private static func append(_ value: Int, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    /// Reads fields one after the other; nil as soon as something is missing.
    private struct Reader {
        let bytes: UnsafeRawBufferPointer
        var place = 0

        mutating func take(_ count: Int) -> UnsafeRawBufferPointer? {
            guard count >= 0, count <= bytes.count - place else { return nil }
            defer { place += count }
            return UnsafeRawBufferPointer(rebasing: bytes[place..<place + count])
        }

        mutating func integer() -> Int? {
            take(8).map { Int(littleEndian: $0.loadUnaligned(as: Int.self)) }
        }
    }
}
