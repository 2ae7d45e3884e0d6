import AVTS
import Datasets
import Script

/// The rows of the synthetic world: its videos, and how hard they are.
enum WorldRows {
    static var all: [NativeRow] {
        [
            native(
                static: PretrainingData.self, "synthetic(scale:difficulty:eightfold:)",
                defaults: ["difficulty": nil, "eightfold": false],
                doc: """
                    Videos of the synthetic world at a scale, split into training, validation and test: generated into the cache folder \
                    when they are not there yet, and decoded once. They are `.clean` unless a difficulty is given. With `eightfold`, a \
                    training set of eight times as many, other, videos.
                    """
            ) {
                (context: NativeContext, scale: Scale, difficulty: Difficulty?, eightfold: Bool) throws -> PretrainingData in
                try .synthetic(
                    scale: scale, difficulty: difficulty ?? .clean, eightfold: eightfold, progress: DataRows.progress(context),
                    poll: context.poll)
            },
            constant(
                "clean", static: Difficulty.self,
                doc: "Large bodies before a plain background, strikes 15 to 30 dB over the noise."
            ) { Difficulty.clean },
            constant(
                "noisy", static: Difficulty.self,
                doc: "Smaller bodies before a busy background, strikes 2 to 16 dB over the noise."
            ) { Difficulty.noisy },
            native(
                static: Difficulty.self, "blend(_:)",
                doc:
                    "The mixture of `.clean` (0) and `.noisy` (1), number by number: how hard synthetic videos are to see and to hear."
            ) { (amount: Double) throws -> Difficulty in
                guard (0...1).contains(amount) else {
                    throw NativeError("blend: found \(amount), expected 0 (clean) to 1 (noisy)")
                }
                return .blend(amount)
            },
        ]
    }
}

extension Difficulty: NativeValue {}
