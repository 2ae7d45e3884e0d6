import AVTS
import Script

extension AVTSRows {
    /// Pictures and sounds that do not start together.
    static var films: [NativeRow] {
        [
            native(
                "synchronization(of:_:from:to:reach:step:)", on: Pretraining.self,
                defaults: ["from": 0, "to": nil, "reach": 1, "step": 0.05],
                doc: """
                    How far a film's sound is out of step with its picture, up to `reach` seconds to either side in steps of `step` \
                    seconds, as a pair of networks hears and sees it; of its part `from` … `to` (s).
                    """
            ) {
                (
                    pretraining: Pretraining, context: NativeContext, film: String, pair: PretrainedPair, start: Double,
                    end: Double?,
                    reach: Double, step: Double
                ) throws -> FilmSynchronization in
                guard start >= 0, end.map({ $0 > start }) ?? true else {
                    throw NativeError(
                        "synchronization: found the part \(start) to \(end ?? 0) s, expected an end behind the start")
                }
                guard reach > 0, step > 0 else {
                    throw NativeError("synchronization: found a reach of \(reach) s in steps of \(step) s, expected more than 0")
                }
                return try FilmSynchronization(
                    of: film, from: start, to: end, network: pair.network, geometry: pretraining.configuration.geometry,
                    normalization: pretraining.data.train.normalization, reach: reach, step: step, poll: context.poll)
            },
            property(on: FilmSynchronization.self, "offsets", doc: "By how much later sound was taken than picture (s).") {
                (f: FilmSynchronization) in f.offsets
            },
            property(on: FilmSynchronization.self, "mean", doc: "Mean distance of picture and sound, by offset.") {
                (f: FilmSynchronization) in f.mean
            },
            property(on: FilmSynchronization.self, "clips", doc: "Clips of the film that were compared.") {
                (f: FilmSynchronization) in f.clips
            },
            property(
                on: FilmSynchronization.self, "soundDelay", doc: "How much later the sound comes than the picture (s)."
            ) { (f: FilmSynchronization) in f.soundDelay },
            property(
                on: FilmSynchronization.self, "interval",
                doc: "Least and largest delay of nine in ten resamplings of the clips (s)."
            ) { (f: FilmSynchronization) in [f.interval.lowerBound, f.interval.upperBound] },
            property(
                on: FilmSynchronization.self, "confidence",
                doc: "Median of the mean distances less the smallest: how far the estimate stands out."
            ) { (f: FilmSynchronization) in f.confidence },
        ]
    }
}
