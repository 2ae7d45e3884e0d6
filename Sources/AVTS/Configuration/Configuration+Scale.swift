import Datasets

extension Configuration {
    /// The configuration of a scale.
    ///
    /// `paper` is the paper's. The others are the small pair that two cores train in minutes: MC3 with one block a stage at
    /// `width` 8 on 12 frames of 32×32 at 12 Hz, a VGG of five convolutions on 99×40, embeddings of 64, cosine in each stage.
    public init(scale: Scale) {
        self.init()
        guard scale != .paper else { return }
        geometry = ClipGeometry(frames: 12, format: DecodedFormat(frameRate: 12, side: 32), grid: 0.25)
        video = VideoArchitecture(kind: .mc3, depth: 10, width: scale == .smoke ? 4 : 8, stem: .small)
        audio = AudioArchitecture.small(width: scale == .smoke ? 4 : 8)
        embedding = 64
        microBatch = nil
        decay = .cosine
        flip = false
        switch scale {
        case .smoke:
            pairsPerStep = 16
            testPairs = 60
            warmUp = 2
            stages = [Stage(.easy, steps: 6), Stage(.mixed, steps: 4)]
        case .mini, .study, .paper:
            pairsPerStep = 128
            // Each sought by itself on validation pairs, at `mini`: notebooks/choice.avtsnb.
            learningRate = 0.1
            decisionRate = 0.3
            correspondenceRate = 0.1
            let length = scale == .mini ? 1 : 4
            stages = [Stage(.easy, steps: 320 * length), Stage(.mixed, steps: 256 * length)]
        }
    }
}
