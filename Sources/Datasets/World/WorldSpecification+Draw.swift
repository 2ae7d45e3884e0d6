import Foundation
import Tensors

extension WorldSpecification {
    /// The description of video `index` of `partition`: a pure function of its arguments and the specification.
    ///
    /// Each part draws from its own stream, so that tuning one number of the difficulty leaves the rest of the video as it was.
    package func video(_ partition: String, _ index: Int) -> VideoDescription {
        let stream = stream(partition, index)
        return video(action(partition, index), looks: stream, happenings: stream)
    }

    /// A video of a class: `looks` decides body, background and voice, `happenings` the strikes, the camera and all noise.
    ///
    /// Videos of one group (one recording of the real sets) share their looks.
    func video(_ action: ActionClass, looks: RandomStream, happenings: RandomStream) -> VideoDescription {
        let background = drawBackground(looks.split("background"))
        let body = drawBody(looks.split("body"), before: background.colour)
        var counting = happenings.split("distractors")
        let distractors = (0..<difficulty.distractors).filter { _ in counting.uniform() < 0.75 }.map { number in
            drawDistractor(happenings.split("distractor").split(number), before: background.colour)
        }
        return VideoDescription(
            action: action, duration: duration, strikes: drawStrikes(happenings.split("strikes")), body: body,
            distractors: distractors, background: background, camera: drawCamera(happenings.split("camera")),
            voice: drawVoice(action.timbre, looks.split("voice")), noise: drawNoise(happenings.split("noise")),
            strikeGlow: difficulty.strikeGlow)
    }

    /// Strikes at random gaps, on the frames' clock: frame and sample of a strike then name the same instant.
    func drawStrikes(_ source: RandomStream) -> [Double] {
        var stream = source
        let shortest = Int((gap.lower * Double(frameRate)).rounded(.up))
        let longest = max(Int((gap.upper * Double(frameRate)).rounded(.down)), shortest)
        let end = Int((duration * Double(frameRate)).rounded(.up))
        var ticks = [-stream.integer(in: 1..<longest + 1)]
        while ticks[ticks.count - 1] < end { ticks.append(ticks[ticks.count - 1] + stream.integer(in: shortest..<longest + 1)) }
        return ticks.map { Double($0) / Double(frameRate) }
    }

    func drawVoice(_ timbre: Timbre, _ source: RandomStream) -> VideoDescription.Voice {
        var stream = source
        return VideoDescription.Voice(
            timbre: timbre, pitch: 250 * pow(2, 2.6 * Double(stream.uniform())),
            decay: 0.03 * pow(2, 2.2 * Double(stream.uniform())), loudness: difficulty.loudness.draw(&stream),
            seed: stream.next())
    }

    func drawNoise(_ source: RandomStream) -> VideoDescription.Noise {
        var stream = source
        return VideoDescription.Noise(
            signalToNoise: difficulty.signalToNoise.draw(&stream), colour: Double(stream.uniform()) * 0.9,
            seed: stream.next())
    }

    private func drawBackground(_ source: RandomStream) -> VideoDescription.Background {
        var stream = source
        let saturation = palette == .vivid ? (0.05, 0.3) : (0.3, 0.7)
        let colour = RGBColour(
            hue: Double(stream.uniform()), saturation: stream.real(saturation.0, saturation.1), brightness: 0.7
        ).withLuma(stream.real(0.12, 0.5))
        let contrast = difficulty.backgroundContrast.draw(&stream)
        let target = colour.luma > 0.3 ? colour.luma - 0.6 * contrast : colour.luma + 0.5 * contrast
        let second = RGBColour(
            hue: Double(stream.uniform()), saturation: stream.real(saturation.0, saturation.1), brightness: 0.7
        ).withLuma(target)
        return VideoDescription.Background(
            texture: stream.choice(of: BackgroundTexture.allCases), colour: colour,
            second: contrast > 0 ? second : colour, scale: stream.real(0.12, 0.4),
            angle: stream.real(0, Double.pi), seed: stream.next())
    }

    private func drawBody(_ source: RandomStream, before behind: RGBColour) -> VideoDescription.Body {
        var stream = source
        let radius = difficulty.bodyRadius.draw(&stream)
        // The whole motion stays inside the frame, aspect and swelling included.
        let extent = 1.4 * radius
        let travel = min(stream.real(0.36, 0.52), max(1 - 2 * extent, 0.3))
        let room = max(0.5 - travel / 2 - extent, 0)
        let saturation = palette == .vivid ? (0.55, 1.0) : (0.15, 0.5)
        let raw = RGBColour(
            hue: Double(stream.uniform()), saturation: stream.real(saturation.0, saturation.1), brightness: 1)
        // Brighter than what is behind it and darker than its own glow, so that a strike is a brightening everywhere.
        let colour = raw.withLuma(min(behind.luma + stream.real(0.22, 0.38), 0.8))
        return VideoDescription.Body(
            shape: stream.choice(of: BodyShape.allCases), radius: radius,
            aspect: pow(2, stream.real(-0.45, 0.45)),
            x: 0.5 + stream.real(-room, room), y: 0.5 + stream.real(-room, room),
            travel: travel, direction: stream.real(0, 2 * Double.pi),
            rotation: stream.real(0, 2 * Double.pi), colour: colour, glow: .white)
    }

    private func drawDistractor(_ source: RandomStream, before behind: RGBColour) -> VideoDescription.Distractor {
        var body = drawBody(source.split("body"), before: behind)
        body.radius *= 0.7
        var stream = source.split("drift")
        return VideoDescription.Distractor(
            body: body, speedX: stream.real(0.1, 0.35), speedY: stream.real(0.1, 0.35))
    }

    private func drawCamera(_ source: RandomStream) -> VideoDescription.Camera {
        var stream = source
        return VideoDescription.Camera(
            noise: difficulty.cameraNoise.draw(&stream), seed: stream.next(),
            motion: difficulty.cameraMotion.draw(&stream), speedX: stream.real(0.1, 0.5),
            speedY: stream.real(0.1, 0.5), phase: stream.real(0, 2 * Double.pi))
    }
}
