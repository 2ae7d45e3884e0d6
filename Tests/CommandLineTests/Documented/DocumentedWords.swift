/// What the examples of a file speak of without making it: `clips`, `reader`, `model`.
enum DocumentedWords {
    /// Files that examples name; each is a copy of the sample in `assets`.
    static let media = ["ball.mp4", "telephone.mp4", "film.mp4", "cut.mp4", "holidays/first.mp4"]

    /// A cell that makes them, by the end of the file's path; nil where the examples need nothing.
    static func of(_ file: String) -> String? { files.first { file.hasSuffix($0.key) }?.value }

    private static let pretraining = """
        let data = try PretrainingData.synthetic(scale: .smoke)
        let configuration = Configuration(scale: .smoke)
        let pretraining = try Pretraining(data, configuration, seed: 7)
        """

    private static let files: [String: String] = [
        // Tensors
        "Core/Interruption.swift": "let (a, b) = (Tensor.ones([2, 3]), Tensor.ones([3, 4]))",
        "Core/Notice.swift": "final class Log: @unchecked Sendable { func append(_ line: String) {} }\nlet log = Log()",
        "Differentiation/Gradient.swift": "let (x, y) = (Tensor([1, 2]), Tensor([3, 4]))",
        "Elementwise/Selection.swift": "let x = Tensor([-1, 2])",
        "Tensor+NPY.swift": "try Tensor([1, 2]).write(npy: \"weights.npy\")",
        "Tensor+NPZ.swift": "try Tensor.write([\"weights\": Tensor([1, 2])], npz: \"features.npz\")",
        // Tables
        "DataTable+CSV.swift": """
        try DataTable(["x": .numbers([1, 2]), "w": .words(["a", "b"])]).write(csv: "scores.csv")
        try DataTable(["x": .numbers([1, nil]), "w": .words(["a", "b"])]).write(csv: "scores.tsv", separator: "\\t")
        """,
        "DataTable+JSON.swift": tables, "Tensor+JSON.swift": tables, "Sources/Tables/README.md": tables,
        "Movement/Gathering.swift":
            "let embeddings = Tensor.normal([5, 4])\nlet (logits, labels) = (Tensor.normal([6, 3]), [0, 1, 2, 0, 1, 2])",
        "Movement/Joining.swift": "let (a, b) = (Tensor.ones([2, 3]), Tensor.ones([4, 3]))",
        "Movement/Slicing.swift": "let clip = Tensor.normal([2, 12, 8, 8, 3])",
        "Indexing/Subscript.swift": "var t = Tensor.normal([2, 6, 4, 4, 5])",
        "Movement/Transposition.swift": "let clip = Tensor.normal([2, 12, 8, 8, 3])",
        "Normalization/BatchNormalization.swift":
            "let x = Tensor.normal([2, 4, 6, 6, 3])\nlet (gamma, beta) = (Tensor.ones([3]), Tensor.zeros([3]))",
        "Neural/Convolution.swift":
            "let (x, f) = (Tensor.normal([2, 8, 8, 3]), Tensor.normal([3, 3, 3, 16]))\n"
            + "let (clips, g) = (Tensor.normal([2, 12, 32, 32, 3]), Tensor.normal([3, 5, 5, 3, 8]))",
        "Neural/Linear.swift": "let (x, w, b) = (Tensor.normal([5, 4]), Tensor.normal([4, 2]), Tensor.zeros([2]))",
        "Losses/Losses.swift": "let logits = Tensor.normal([2, 3])",
        "Product/MatrixProduct.swift": "let (rows, weight) = (Tensor.normal([5, 4]), Tensor.normal([4, 2]))",
        "Core/Tensor+Creation.swift": "let x = Tensor.normal([3, 4])",
        "Elementwise/Masks.swift": "let x = Tensor([1, -2, .nan])",
        "Indexing/Masking.swift": "let (scores, isPadding) = (Tensor.normal([2, 3]), Tensor([0, 0, 1]))",
        "Indexing/StridedPositions.swift": "let t = Tensor.normal([8, 5])",
        "Indexing/Assignment.swift": "var t = Tensor.zeros([4, 5])\nlet x = Tensor.ones([2])",
        "Movement/Rolling.swift": "let projected = Tensor.normal([2, 256])",
        "Product/Einsum.swift":
            "let (a, b) = (Tensor.normal([3, 3]), Tensor.normal([3, 3]))\nlet (q, k) = (Tensor.normal([2, 3, 5, 4]), Tensor.normal([2, 3, 6, 4]))",
        "Attention/Attention.swift": """
        let (q, k, v) = (Tensor.normal([8, 196, 384]), Tensor.normal([8, 196, 384]), Tensor.normal([8, 196, 384]))
        let seen = Tensor.ones([8, 1, 1, 196])
        """,
        "Normalization/LayerNormalization.swift": """
        let x = Tensor.normal([8, 196, 384]), (gamma, beta) = (Tensor.ones([384]), Tensor.zeros([384]))
        let maps = Tensor.normal([2, 3, 4, 4, 64]), (scale, shift) = (Tensor.ones([64]), Tensor.zeros([64]))
        """,
        "Losses/ContrastiveLosses.swift": """
        let (video, audio) = (Tensor.normal([8, 16]), Tensor.normal([8, 16]))
        let (first, second, embeddings) = (video, audio, video)
        let (anchor, positive, negative) = (video, audio, Tensor.normal([8, 16]))
        """,
        "Reduction/Softmax.swift": "let (logits, labels) = (Tensor.normal([6, 3]), [0, 1, 2, 0, 1, 2])",
        "Reduction/Sums.swift": "let x = Tensor.normal([2, 4, 6, 3])",
        "Sources/Tensors/README.md": "let labels = (0..<64).map { $0 % 3 }",
        // Layers, Optimizers, Training
        "Blocks/Sequential.swift": "var random = RandomStream(seed: 1)",
        "Sequences/MultiHeadAttention.swift": """
        var random = RandomStream(seed: 1)
        let (tokens, sounds) = (Tensor.normal([2, 5, 384]), Tensor.normal([2, 3, 384]))
        """,
        "Sequences/Embedding.swift": "var random = RandomStream(seed: 1)",
        "Parameters/MovingAverage.swift": regression + """

            let trainer = Trainer(model, optimizer: optimizer, schedule: .constant(0.1))
            func score(_ model: Sequential) -> Double { 0.5 }
            """,
        "Loop/EarlyStopping.swift": regression + """

            let trainer = Trainer(model, optimizer: optimizer, schedule: .constant(0.1))
            func validationLoss() -> Double { 0.5 }
            """,
        // `makeBatch` is there from the files before.
        "Loop/Trainer+Fit.swift": regression + """

            let trainer = Trainer(model, optimizer: optimizer, schedule: .constant(0.1))
            func criticize(_ found: Tensor) -> Tensor { found.square().mean() }
            """,
        "Modules/Module+Precision.swift": "let model = Sequential([Linear(4, 2)])",
        "Modules/ValueWithGradient.swift": regression,
        "Updates/GradientArithmetic.swift":
            regression + "\nlet (_, gradients) = valueWithGradient(of: model.parameters) { (model(x) - y).square().mean() }",
        "Updates/Optimizer.swift": regression,
        "Events/History.swift": "var history = History()",
        "Loop/Evaluation.swift": regression + batches + "\nfunc accuracy(_ found: Tensor, _ expected: Tensor) -> Double { 0.5 }",
        "Loop/Prefetcher.swift": "func learn(from batch: Batch) {}",
        "Sources/Layers/README.md": "let clips = Tensor.normal([2, 4, 16, 16, 3])",
        "Sources/Optimizers/README.md": regression,
        "Sources/Training/README.md": regression + batches + """

            func measure() -> Double { 0.5 }
            func loss(_ batch: Batch) -> Tensor { (model(batch.x) - batch.y).square().mean() }
            """,
        // Signals
        "Augmentation/PhaseVocoder.swift": second(16_000), "Augmentation/TimeAndPitch.swift": second(16_000),
        "Augmentation/Noise.swift": second(16_000) + """

            let (speech, street) = (samples, Tensor.normal([16_000]))
            var random = RandomStream(seed: 1)
            """,
        "Augmentation/SpecAugment.swift": "let banks = Tensor.normal([4, 99, 40, 1])\nvar random = RandomStream(seed: 1)",
        "Signals/Inversion/InverseBands.swift": "let mel = Tensor.ones([20, 80])",
        "Signals/FilterBanks/FilterBank.swift": "let power = Tensor.ones([10, 513])",
        "Signals/Resampling/Resampling.swift": "let samples = Tensor.normal([44_100])\nlet stereo = Tensor.normal([48_000, 2])",
        "Cepstra/CepstralCoefficients.swift": second(22_050), "Cepstra/MelCepstrum.swift": second(22_050),
        "FilterBanks/MelSpectrogram.swift": second(16_000), "FilterBanks/LogFilterBank.swift": second(16_000),
        "Cepstra/Cepstrum.swift": second(16_000), "Inversion/GriffinLim.swift": second(16_000),
        "Inversion/InverseTransform.swift": second(16_000), "Kaldi/KaldiCepstrum.swift": second(16_000),
        "Kaldi/KaldiFilterBank.swift": second(16_000), "Kaldi/KaldiOptions.swift": second(16_000),
        "Kaldi/KaldiSpectrogram.swift": second(16_000), "Spectra/PowerSpectrum.swift": second(16_000),
        "Spectra/ShortTimeTransform.swift": second(16_000), "Spectra/Spectrum.swift": second(16_000),
        "Sources/Signals/README.md":
            "let sound = try ClipReader(\"film.mp4\").waveform(from: 0, duration: 1, sampleRate: 16_000)",
        // Media
        "Reading/ClipReader+Frames.swift": "let reader = try ClipReader(\"ball.mp4\")",
        "Reading/ClipReader+Sound.swift": "let reader = try ClipReader(\"ball.mp4\")",
        "Writing/MediaWriter+Tensors.swift":
            "let samples = [Float](repeating: 0, count: 32_000)\nlet clip = Tensor.zeros([24, 64, 64, 3])",
        "Writing/MediaWriter.swift": """
        let frames = [[UInt8]](repeating: [UInt8](repeating: 90, count: 64 * 64 * 3), count: 24)
        let sound = [Float](repeating: 0, count: 16_000)
        """,
        "Writing/SoundFile.swift": "let reader = try ClipReader(\"film.mp4\")",
        // Plotting
        "Curves/LinePlot.swift": "let (trainLoss, steps, testLoss) = ([3.0, 2, 1.5], [0.0, 2], [3.0, 1.8])",
        "Plots/HeatMap.swift": "let values = [Double](repeating: 1, count: 4000)",
        "Plots/Histogram.swift": "let (same, other, threshold) = ([0.1, 0.2, 0.3], [0.6, 0.8, 0.9], 0.5)",
        "Plots/ImageGrid.swift": """
        let frames = [RasterImage](
            repeating: RasterImage(width: 2, height: 2, rgb: [UInt8](repeating: 90, count: 12)), count: 12)
        let times = (0..<12).map { "\\($0) s" }
        """,
        "Sources/Plotting/README.md":
            "let (trainLoss, steps, loss, spread) = ([3.0, 2, 1.5], [0.0, 2], [3.0, 1.8], [0.2, 0.1])",
        // Datasets, AVTS
        "Augmentation/ColourAdjustment.swift": pictures, "Augmentation/ColourJitter.swift": pictures,
        "Augmentation/Resizing.swift": pictures, "Augmentation/RandomCrop.swift": pictures,
        "Augmentation/Blurring.swift": pictures,
        "Decoding/DecodedVideos.swift": sets, "Sets/ContactSheet.swift": sets,
        "Sets/Film.swift": """
        let writer = try MediaWriter(
            "bbb.mp4", video: VideoSettings(width: 16, height: 16, frameRate: 2), audio: AudioSettings(sampleRate: 8000))
        for _ in 0..<1000 { try writer.append(frame: [UInt8](repeating: 90, count: 16 * 16 * 3)) }
        try writer.append(samples: [Float](repeating: 0.1, count: 4_000_000))
        try writer.finish()
        """,
        "Sound/Waveform+Features.swift": "let film = try ClipReader(\"film.mp4\")",
        "Configuration/NamedChoice.swift": "var configuration = Configuration(scale: params.scale)",
        "ClassificationTask+Cells.swift": """
        let data = try PretrainingData.synthetic(scale: "smoke")
        let configuration = Configuration(scale: "smoke")
        """,
        "Searching/ClassifierTrainingSearch.swift": """
        let data = try PretrainingData.synthetic(scale: "smoke")
        let configuration = Configuration(scale: "smoke")
        let ucf = try ClassificationTask(.ucf101, scale: "smoke", configuration: configuration, pretrained: data)
        """,
        "Configuration/Configuration.swift": "let data = try PretrainingData.synthetic(scale: .smoke)",
        "Experiment/Pretraining.swift": "let data = try PretrainingData.synthetic(scale: .smoke)",
        "Experiment/Pretraining+Cells.swift": pretraining + "\nlet pair = try pretraining.train([Stage(.easy, steps: 2)])",
        "Searching/Pretraining+Search.swift": pretraining, "Experiment/TrainingForecast.swift": pretraining,
        // Reporting, Work
        "Drawing/Plots.swift": "let losses = [3.0, 2, 1.5]", "Showing/Show.swift": "let losses = [3.0, 2, 1.5]",
        "Drawing/Spectrograms.swift":
            "let sound = try ClipReader(\"film.mp4\").waveform(from: 0, duration: 1, sampleRate: 16_000)",
        "Files/OutputFiles.swift": "let pair = Linear(2, 2)",
        "Results/Checks.swift": """
        let (accuracy, curve, clips) = (83.2, (estimatedOffset: 0.1, mean: [0.0]), Tensor.zeros([32, 12, 32, 32, 3]))
        """,
        "Drawing/LiveCurve.swift": pretraining,
        "Showing/LiveShow.swift": "let steps = 3\nvar losses: [Double] = []\nfunc descend() -> Double { 1 }",
        "Results/Progress.swift": "let steps = 3\nfunc descend() -> Tensor { Tensor.ones([]) }",
        "Results/Waiting.swift":
            "struct Server: Sendable { func answer() async throws -> String { \"yes\" } }\nlet server = Server()",
        "Sources/Reporting/README.md": "let (accuracy, losses) = (83.2, [3.0, 2, 1.5])",
        "Work/Telling/Watching.swift": "let batches = [1, 2, 3]\nfunc learn(from batch: Int) {}",
        "Sources/Work/README.md": "func train() {}",
    ]

    private static let tables = """
        try DataTable(["clip": .words(["a", "b", "c"]), "score": .numbers([83.5, 71.25, 90]), "fold": .numbers([1, 2, 1])])
            .write(csv: "scores.csv")
        try DataTable(["clip": .words(["a"]), "level": .numbers([-3.5])]).write(json: "clips.json")
        try DataTable(["step": .numbers([1, 2]), "loss": .numbers([0.5, 0.25])]).write(jsonLines: "steps.jsonl")
        try Tensor([1, 2, 3, 4], shape: [2, 2]).write(json: "pixels.json")
        """
    private static let pictures =
        "let (clip, clips) = (Tensor.uniform([4, 16, 16, 3]), Tensor.uniform([2, 4, 16, 16, 3]))\nvar random = RandomStream(seed: 1)"
    private static let regression = """
        let (x, y) = (Tensor.normal([8, 4]), Tensor.normal([8, 2]))
        let model = Sequential([Linear(4, 8), ReLU(), Linear(8, 2)])
        let optimizer = SGD(model.parameters, momentum: 0.9)
        """
    private static let batches = """

        struct Batch: Sendable { var x = Tensor.ones([8, 4]), y = Tensor.zeros([8, 2]), count = 8 }
        @Sendable func makeBatch(_ step: Int) throws -> Batch { Batch() }
        @Sendable func makeBatch(seed: Int, step: Int) -> Batch { Batch() }
        func testBatch(_ index: Int) -> Batch { Batch() }
        """
    private static let sets = "let sets = try SyntheticWorld.pretrain(train: 10, validation: 2, test: 2)"
    private static func second(_ rate: Int) -> String { "let samples = Tensor.normal([\(rate)])" }
}
