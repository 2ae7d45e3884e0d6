// Draws the sound of a media file as an audio network receives it: Spectrogram [FILE [PICTURE]].
import AVTSKit
import Foundation

let arguments = CommandLine.arguments.dropFirst()
let path = arguments.first ?? "assets/sample.mp4"
let target = arguments.dropFirst().first ?? "spectrogram.png"

do {
    let film = try ClipReader(path)
    print(film.info)
    let sound = try film.waveform(from: 0, duration: min(film.duration, 4), sampleRate: 16_000)
    let energies = try logFilterBank(sound, bands: 40)
    print("log mel energies: \(energies.summary)")
    let picture = spectrogram(energies, step: 0.01, title: "Log mel energies")
    try Data(picture.png(scale: 2)).write(to: URL(fileURLWithPath: target))
    print("wrote \(target)")
} catch {
    print("\(error)")
    exit(1)
}
