import Media
import Tensors
import Work

/// Copies a film into this notebook's output folder with its sound `seconds` later (earlier where negative); nothing is decoded.
///
///     let late = try shiftSound(of: "film.mp4", by: 0.4, to: "late.mp4")
/// - Parameters:
///   - seconds: at most a day to either side.
///   - name: the container follows its extension.
/// - Returns: the copy's path.
/// - Throws: `MediaError` for a film that cannot be copied, `OutputError` for the name.
public func shiftSound(of film: String, by seconds: Double, to name: String) throws -> String {
    Failing.unless(abs(seconds) <= 86_400, "shiftSound: found \(seconds) s, expected at most a day")
    let path = try outputPath(name)
    try Remuxer.shiftSound(of: film, by: seconds, to: path)
    return path
}

/// Writes a sound into this notebook's output folder as WAV of 16 bits, and gives the path.
public func writeWAV(_ sound: Waveform, to name: String) throws -> String {
    try writeWAV(sound.samples, sampleRate: sound.sampleRate, to: name)
}

/// Writes a tensor `[samples]` or `[samples, channels]`, −1…1, into this notebook's output folder as WAV, and gives the path.
///
/// - Parameter sampleRate: in Hz.
public func writeWAV(_ sound: Tensor, sampleRate: Int, to name: String) throws -> String {
    let path = try outputPath(name)
    try SoundFile.writeWAV(sound, sampleRate: sampleRate, to: path)
    return path
}

/// Writes frames `[T, H, W, 3]`, 0…1, and a sound `[samples]` or `[samples, channels]`, −1…1, into this notebook's output folder.
///
/// - Parameters:
///   - frameRate: in Hz.
///   - sound: none where nil.
///   - sampleRate: of the sound, in Hz.
///   - name: the container follows its extension.
/// - Returns: the film's path.
public func writeFilm(
    _ frames: Tensor, frameRate: Double = 12, sound: Tensor? = nil, sampleRate: Int = 16_000, to name: String
) throws -> String {
    let path = try outputPath(name)
    try MediaWriter.write(frames: frames, frameRate: frameRate, sound: sound, sampleRate: sampleRate, to: path)
    return path
}
