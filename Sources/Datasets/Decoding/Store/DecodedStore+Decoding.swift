import Files
import Foundation

extension DecodedStore {
    /// Decodes the files of a set that the index knows nothing of; for the holder of the folder's lock.
    ///
    /// - Returns: what could not be read this time, by its number in the set: no line of the index remembers it.
    func decode(
        _ set: VideoSet, _ keys: [String], _ format: DecodedFormat, _ threads: Int, _ progress: ProgressHandler?,
        _ poll: PollHandler?
    ) throws -> [Int: Outcome] {
        let known = try outcomes(format)
        let left = set.items.indices.filter { known[keys[$0]] == nil }
        guard !left.isEmpty else { return [:] }
        try beginAppending(format)
        let forecast = DiskForecast(folder, items: left.count)
        // Written in the set's order, so that the store's bytes do not hang on which thread was first.
        let turns = WorkTurns()
        let unread = Unread()
        try WorkCrew.run(
            left.count, ready: set.count - left.count, workers: max(1, threads), progress: progress, poll: poll
        ) { [self] number in
            let index = left[number]
            let item = Result { try DecodedItem(set.items[index], keys[index], format) }
            try turns.take(number) {
                let item = try item.get()
                if case .unread(let reason, let detail) = item { unread.add(index, .skipped(reason, detail)) }
                try forecast.itemDone(written: append(keys[index], item, format))
            }
        }
        try flush()
        return unread.all
    }
}
