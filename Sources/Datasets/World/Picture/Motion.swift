import Foundation

/// Where an instant lies between the strike before it and the strike after it.
struct StrikePhase {
    /// Index of the strike before, counted from the video's first (which may precede its first frame).
    var index: Int
    /// Seconds since that strike.
    var since: Double
    /// Seconds from that strike to the next.
    var gap: Double
    /// `since / gap`, 0..<1.
    var fraction: Double { since / gap }
    /// The light of the last strike, 1 at the strike and fading.
    var ember: Double { exp(-since / 0.09) }

    /// The phase at `time` among ascending `strikes`, which must enclose it.
    init(at time: Double, among strikes: [Double]) {
        // Half a microsecond of grace: a frame's time and a strike's time are the same multiple of the frame
        // period, but need not be the same floating-point number.
        let after = strikes.firstIndex { $0 > time + 0.5e-6 } ?? strikes.count - 1
        index = max(after - 1, 0)
        since = max(time - strikes[index], 0)
        gap = max(strikes[min(index + 1, strikes.count - 1)] - strikes[index], 1e-3)
    }
}

/// Place, attitude and light of a body at one instant; lengths are fractions of the frame's side, y runs down.
struct Pose {
    var x: Double
    var y: Double
    var rotation = 0.0
    var stretchX = 1.0
    var stretchY = 1.0
    /// How far the body's colour has moved towards its glow, 0…1.
    var glow = 0.0
}

extension ActionClass {
    /// The pose of `body` in the given phase: the class's law of motion.
    func pose(_ phase: StrikePhase, body: VideoDescription.Body, strikeGlow: Double) -> Pose {
        var pose = Pose(x: body.x, y: body.y, rotation: body.rotation)
        let (u, ember, travel) = (phase.fraction, phase.ember, body.travel)
        let side = phase.index.isMultiple(of: 2) ? 1.0 : -1.0
        pose.glow = strikeGlow * ember
        switch self {
        case .bounce:
            // Higher flights last longer, as under gravity, but never leave the frame.
            let height = travel * (0.5 + 0.5 * min(phase.gap / 1.1, 1))
            pose.y += travel / 2 - 4 * u * (1 - u) * height
            pose.stretchY -= 0.35 * ember
            pose.stretchX += 0.3 * ember
        case .shuttle:
            let along = side * (1 - 2 * u) * travel / 2
            pose.x += along * cos(body.direction)
            pose.y += along * sin(body.direction)
        case .pulse:
            let swelling = 0.6 + 0.75 * u * u
            pose.stretchX *= swelling
            pose.stretchY *= swelling
        case .ratchet:
            // One notch is a sixth of a turn, made in 50 ms.
            let notch = Double(phase.index - 1) + min(phase.since / 0.05, 1)
            let angle = body.direction + notch * .pi / 3
            pose.x += cos(angle) * travel * 0.4
            pose.y += sin(angle) * travel * 0.4
            pose.rotation += notch * .pi / 3
        case .flash:
            pose.glow = min(1, 0.45 + 0.55 * strikeGlow) * exp(-phase.since / 0.14)
        case .swing:
            let arc = 0.9 * sin(.pi * u) * side
            let rope = travel * 0.62
            pose.x += sin(arc) * rope
            pose.y += (cos(arc) - 0.8) * rope
            pose.rotation -= arc
        case .hammer:
            let fall = 0.82
            let lift = u < fall ? u / fall : 1 - (u - fall) / (1 - fall)
            let angle = body.direction * 0.04 - lift * 1.2
            pose.x += (cos(angle) - 0.65) * travel
            pose.y += travel * 0.25 + sin(angle) * travel * 0.7
            pose.rotation = angle
        case .shake:
            let tremble = exp(-phase.since / 0.13) * cos(2 * .pi * 9 * phase.since) * travel * 0.3
            pose.x += tremble * cos(body.direction)
            pose.y += tremble * sin(body.direction)
        }
        // The strike itself is seen whatever the class, as a short swelling; how much is a matter of difficulty.
        let swell = 1 + 0.22 * strikeGlow * ember
        pose.stretchX *= swell
        pose.stretchY *= swell
        return pose
    }
}
