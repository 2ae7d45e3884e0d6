extension VideoDescription {
    /// The video's sound: mono samples, −1…1, `duration · sampleRate` of them.
    package func samples(sampleRate: Int) -> [Float] {
        require(
            (1...1_000_000).contains(sampleRate) && duration >= 0 && duration * Double(sampleRate) < 0x1p31,
            "samples: found \(duration) s at \(sampleRate) Hz, expected 1…1,000,000 Hz and fewer than 2³¹ samples")
        require(
            strikes.allSatisfy { abs($0) < 1e9 }, "samples: found a strike at no moment, expected seconds of less than 1e9")
        return Soundtrack.render(
            voice.strikes(at: strikes), duration: duration, noise: noise, peak: voice.loudness, sampleRate: sampleRate)
    }

    /// All frames, `[frames, side, side, 3]` bytes, frame `i` showing the instant `i / frameRate`.
    ///
    /// - Parameters:
    ///   - frameRate: frames a second.
    ///   - side: pixels, at most 5460.
    package func frames(frameRate: Double, side: Int) -> [UInt8] {
        require((1...5460).contains(side), "frames: found a side of \(side) pixels, expected 1…5,460")
        require(
            frameRate > 0 && duration >= 0 && duration * frameRate * Double(side * side * 3) < 0x1p34,
            "frames: found \(duration) s at \(frameRate) frames a second of side \(side), expected a rate above 0 and less than 16 GiB"
        )
        require(
            camera.motion >= 0 && camera.motion <= 10, "frames: found a camera that moves by \(camera.motion), expected 0…10")
        let renderer = FrameRenderer(self, side: side)
        let (count, size) = (Int((duration * frameRate).rounded()), side * side * 3)
        return [UInt8](unsafeUninitializedCapacity: count * size) { out, initialized in
            for i in 0..<count {
                let frame = UnsafeMutableBufferPointer(rebasing: out[i * size..<(i + 1) * size])
                renderer.render(at: Double(i) / frameRate, number: i, into: frame)
            }
            initialized = count * size
        }
    }
}

extension VideoDescription.Voice {
    /// The sounds of strikes at the given instants: alike, but no two quite the same.
    func strikes(at onsets: [Double]) -> [Soundtrack.Event] {
        var variation = NoiseGenerator(seed: seed)
        return onsets.map { onset in
            Soundtrack.Event(
                onset: onset, level: Double(variation.gaussian()),
                sound: Strike(
                    timbre: timbre, pitch: pitch * (1 + 0.015 * Double(variation.gaussian())), decay: decay,
                    seed: variation.next()))
        }
    }
}
