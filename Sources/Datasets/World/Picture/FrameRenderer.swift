import Foundation

/// Draws the frames of a synthetic video as packed RGB, antialiased, at any size and any instant.
struct FrameRenderer {
    let video: VideoDescription
    /// Side of the square frame, pixels.
    let side: Int
    /// The background, `[stride, stride, 3]`, larger than the frame by `margin` pixels on each side if the camera moves.
    private let backdrop: [UInt8]
    private let margin: Int
    private let stride: Int
    private let grain: CameraGrain

    init(_ video: VideoDescription, side: Int) {
        self.video = video
        self.side = side
        let margin = video.camera.motion > 0 ? Int((video.camera.motion * Double(side)).rounded(.up)) + 2 : 0
        let stride = side + 2 * margin
        let (first, second) = (video.background.colour, video.background.second)
        self.margin = margin
        self.stride = stride
        backdrop = [UInt8](unsafeUninitializedCapacity: stride * stride * 3) { out, count in
            for row in 0..<stride {
                for column in 0..<stride {
                    let x = (Double(column - margin) + 0.5) / Double(side)
                    let y = (Double(row - margin) + 0.5) / Double(side)
                    let colour = first.mixed(with: second, video.background.texture.weight(x, y, video.background))
                    let at = (row * stride + column) * 3
                    out[at] = UInt8(colour.red * 255 + 0.5)
                    out[at + 1] = UInt8(colour.green * 255 + 0.5)
                    out[at + 2] = UInt8(colour.blue * 255 + 0.5)
                }
            }
            count = stride * stride * 3
        }
        grain = CameraGrain(deviation: video.camera.noise, seed: video.camera.seed)
    }

    /// Draws the frame of an instant into `frame`, `[side, side, 3]`; `number` seeds the camera's noise.
    func render(at time: Double, number: Int, into frame: UnsafeMutableBufferPointer<UInt8>) {
        require(frame.count == side * side * 3, "frame holds \(side * side * 3) bytes, found \(frame.count)")
        let shift = cameraShift(at: time)
        drawBackdrop(shift, into: frame)
        for distractor in video.distractors {
            var pose = Pose(x: distractor.body.x, y: distractor.body.y, rotation: distractor.body.rotation + time)
            pose.x += distractor.body.travel / 2 * sin(2 * .pi * distractor.speedX * time + distractor.body.direction)
            pose.y += distractor.body.travel / 2 * cos(2 * .pi * distractor.speedY * time + distractor.body.direction)
            draw(distractor.body, pose, shift, into: frame)
        }
        let phase = StrikePhase(at: time, among: video.strikes)
        draw(video.body, video.action.pose(phase, body: video.body, strikeGlow: video.strikeGlow), shift, into: frame)
        grain.apply(to: frame, side: side, number: number)
    }

    /// The view's offset in pixels.
    private func cameraShift(at time: Double) -> (x: Double, y: Double) {
        let camera = video.camera
        guard camera.motion > 0 else { return (0, 0) }
        let reach = camera.motion * Double(side)
        return (
            reach * sin(2 * .pi * camera.speedX * time + camera.phase),
            reach * cos(2 * .pi * camera.speedY * time + 1.7 * camera.phase)
        )
    }

    private func drawBackdrop(_ shift: (x: Double, y: Double), into frame: UnsafeMutableBufferPointer<UInt8>) {
        backdrop.withUnsafeBufferPointer { source in
            guard margin > 0 else {
                _ = frame.update(fromContentsOf: source)
                return
            }
            let (x, y) = (shift.x + Double(margin), shift.y + Double(margin))
            let (column, row) = (Int(x), Int(y))
            // Bilinear, in 1/256 of a pixel; the fraction is the same for the whole frame.
            let (a, b) = (Int32((x - Double(column)) * 256), Int32((y - Double(row)) * 256))
            for line in 0..<side {
                let top = source.baseAddress! + ((row + line) * stride + column) * 3
                let bottom = top + stride * 3
                let out = frame.baseAddress! + line * side * 3
                for i in 0..<side * 3 {
                    let upper = Int32(top[i]) &* (256 &- a) &+ Int32(top[i &+ 3]) &* a
                    let lower = Int32(bottom[i]) &* (256 &- a) &+ Int32(bottom[i &+ 3]) &* a
                    out[i] = UInt8(truncatingIfNeeded: (upper &* (256 &- b) &+ lower &* b) >> 16)
                }
            }
        }
    }

    private func draw(
        _ body: VideoDescription.Body, _ pose: Pose, _ shift: (x: Double, y: Double),
        into frame: UnsafeMutableBufferPointer<UInt8>
    ) {
        let scale = Double(side)
        let (centreX, centreY) = (Float(pose.x * scale - shift.x), Float(pose.y * scale - shift.y))
        let radiusX = Float(body.radius * body.aspect.squareRoot() * pose.stretchX * scale)
        let radiusY = Float(body.radius / body.aspect.squareRoot() * pose.stretchY * scale)
        let reach = max(radiusX, radiusY) * 1.3 + 1
        let columns = max(Int(centreX - reach), 0)..<max(min(Int(centreX + reach) + 1, side), 0)
        let rows = max(Int(centreY - reach), 0)..<max(min(Int(centreY + reach) + 1, side), 0)
        guard columns.lowerBound < columns.upperBound, rows.lowerBound < rows.upperBound else { return }
        let (c, s) = (Float(cos(pose.rotation)), Float(sin(pose.rotation)))
        let colour = body.colour.mixed(with: body.glow, pose.glow)
        let ink = (Float(colour.red * 255), Float(colour.green * 255), Float(colour.blue * 255))
        // Distances come out in units of the radius; half a pixel either side of the edge is shaded.
        let sharpness = min(radiusX, radiusY)
        for row in rows {
            let dy = Float(row) + 0.5 - centreY
            for column in columns {
                let dx = Float(column) + 0.5 - centreX
                let distance = body.shape.distance((dx * c + dy * s) / radiusX, (dy * c - dx * s) / radiusY)
                let cover = min(max(0.5 - distance * sharpness, 0), 1)
                if cover > 0 {
                    let at = (row * side + column) * 3
                    frame[at] = UInt8(Float(frame[at]) + (ink.0 - Float(frame[at])) * cover + 0.5)
                    frame[at + 1] = UInt8(Float(frame[at + 1]) + (ink.1 - Float(frame[at + 1])) * cover + 0.5)
                    frame[at + 2] = UInt8(Float(frame[at + 2]) + (ink.2 - Float(frame[at + 2])) * cover + 0.5)
                }
            }
        }
    }
}
