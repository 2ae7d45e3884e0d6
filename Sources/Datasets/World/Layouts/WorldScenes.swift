import Foundation
import Media
import Tensors
import Work

extension SyntheticWorld {
    /// Scenes of 30 s in the layout of DCASE 2013: stereo mixtures of several sources, a public and a private set.
    ///
    /// Both sets hold files of the same names, as the originals do.
    /// - Parameters:
    ///   - files: files a scene and set; the originals have 10.
    ///   - specification: of it, the seed, the difficulty's loudness and noise, duration and sample rate count.
    public static func dcaseLike(
        files: Int = 10,
        specification: WorldSpecification = WorldSpecification(name: "dcase-like", duration: 30, sampleRate: 16000),
        into root: DataFolder = .standard, progress: ProgressHandler? = WorkProgress.telling("making sounds"),
        poll: PollHandler? = nil
    ) throws -> DCASE2013 {
        require((1...99).contains(files), "DCASE-like: 1…99 files a scene, found \(files)")
        struct Manifest: Encodable { var layout = "DCASE2013", files: Int, specification: WorldSpecification }
        let folder = try WorldFolder(
            specification.name, manifest: Manifest(files: files, specification: specification), in: root)
        let jobs = ["scenes_stereo", "scenes_stereo_testset"].flatMap { set in
            SceneClass.allCases.flatMap { scene in (1...files).map { (set: set, scene: scene, number: $0) } }
        }
        try folder.complete(
            jobs.map { "\($0.set)/\($0.scene.rawValue)\(padded($0.number, 2)).wav" }, progress: progress, poll: poll
        ) { index, file in
            let job = jobs[index]
            let stream = specification.stream([job.set, job.scene.rawValue, "file \(job.number)"])
            try SoundFile.writeWAV(
                specification.scene(job.scene, stream), sampleRate: specification.sampleRate, channels: 2, to: file)
        }
        return DCASE2013(root: folder.path)
    }
}

extension WorldSpecification {
    /// A scene's samples, left and right interleaved: two voices of each source, at random instants and places, in noise.
    func scene(_ scene: SceneClass, _ stream: RandomStream) -> [Float] {
        var drawing = stream.split("scene")
        let noise = drawNoise(stream.split("noise"))
        let count = Int((duration * Double(sampleRate)).rounded())
        var left = [Float](repeating: 0, count: count)
        var right = left
        for (rank, timbre) in scene.sources.enumerated() {
            for number in 0..<2 {
                let source = stream.split("\(timbre)").split(number)
                var chance = source.split("times")
                let voice = drawVoice(timbre, source.split("voice"))
                // Frequent sources strike every second, rare ones every three.
                let meanGap = chance.real(0.7, 1.3) * Double(1 + rank)
                var (onsets, time) = ([Double](), 0.0)
                while time < duration {
                    time += max(-log(1 - Double(chance.uniform())) * meanGap, 0.05)
                    onsets.append(time)
                }
                let (place, level) = (chance.real(0.1, 0.9), chance.real(-6, 0))
                for event in voice.strikes(at: onsets) {
                    let samples = event.sound.samples(sampleRate: sampleRate)
                    let start = Int(event.onset * Double(sampleRate))
                    let gain = Float(pow(10, (event.level + level) / 20))
                    let (toLeft, toRight) = (gain * Float((1 - place).squareRoot()), gain * Float(place.squareRoot()))
                    for i in 0..<max(min(samples.count, count - start), 0) {
                        left[start + i] += toLeft * samples[i]
                        right[start + i] += toRight * samples[i]
                    }
                }
            }
        }
        // Each ear has noise of its own, of the same level and colour.
        var otherEar = noise
        otherEar.seed = drawing.next()
        let (first, second) = (
            Soundtrack.background(noise, count: count, sampleRate: sampleRate),
            Soundtrack.background(otherEar, count: count, sampleRate: sampleRate)
        )
        var peak: Float = 1e-6
        for i in 0..<count {
            left[i] += first[i]
            right[i] += second[i]
            peak = max(peak, abs(left[i]), abs(right[i]))
        }
        let scale = Float(pow(10, difficulty.loudness.draw(&drawing) / 20)) / peak
        return (0..<2 * count).map { scale * ($0.isMultiple(of: 2) ? left[$0 / 2] : right[$0 / 2]) }
    }
}
