import Datasets
import Layers
import Ranks
import Tensors
import Work

/// Embeds windows of videos with a network in evaluation mode, some at a time.
struct Embedder {
    let network: TwoStreamNetwork
    let videos: DecodedVideos
    let geometry: ClipGeometry

    /// f_v of each window: `[windows, embedding]`.
    func clips(_ windows: [ClipPlace], poll: () throws -> Void) throws -> Tensor {
        let shape = geometry.clipShape
        return try inParts(windows, atOnce: EmbeddingMemory.windows(of: network.video, shape), poll: poll) {
            try network.embed(clips: videos.clips(at: $0, frames: geometry.frames, crop: geometry.crop))
        }
    }

    /// f_a of each window: `[windows, embedding]`.
    func sounds(_ windows: [ClipPlace], poll: () throws -> Void) throws -> Tensor {
        let shape = geometry.soundShape
        return try inParts(windows, atOnce: EmbeddingMemory.windows(of: network.audio, shape), poll: poll) {
            try network.embed(sounds: videos.spectrograms(at: $0, rows: geometry.rows))
        }
    }

    private func inParts(
        _ windows: [ClipPlace], atOnce: Int, poll: () throws -> Void, _ embed: ([ClipPlace]) throws -> Tensor
    ) throws -> Tensor {
        try network.evaluating { try Embedder.inParts(windows, atOnce: atOnce, poll: poll, embed) }
    }

    /// What `embed` makes of windows, `atOnce` of them at a time, one below the other; ranks take turns at them.
    static func inParts(
        _ windows: [ClipPlace], atOnce: Int, poll: () throws -> Void, _ embed: ([ClipPlace]) throws -> Tensor
    ) throws -> Tensor {
        let starts = Array(stride(from: 0, to: windows.count, by: atOnce))
        return try Ranks.rows(starts.map { min(atOnce, windows.count - $0) }) { part in
            try Work.poll(poll)
            return try embed(Array(windows[starts[part]..<min(starts[part] + atOnce, windows.count)]))
        }
    }

    /// Distances of pairs.
    func distances(_ pairs: PairBatch, poll: () throws -> Void) throws -> PairDistances {
        guard pairs.count > 0 else { return PairDistances() }
        let video = try clips(pairs.clips, poll: poll).gathered(rows: pairs.clipOfPair)
        let audio = try sounds(pairs.sounds, poll: poll).gathered(rows: pairs.soundOfPair)
        return PairDistances(
            distances: PairLoss.distances(video, audio).scalars, inSync: pairs.inSync, about: pairs.about(videos))
    }
}
