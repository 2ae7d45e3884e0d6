import Tensors

extension FilterBank {
    /// Tells which bands hold no bin, as librosa warns of an "empty filter": a column of zeros is no measurement.
    func tellEmptyBands(_ operation: String) {
        let empty = emptyBands
        guard !empty.isEmpty else { return }
        let (noun, verb) = empty.count == 1 ? ("band", "holds") : ("bands", "hold")
        NoticeBoard.tell(
            "\(operation): \(noun) \(Self.runs(empty)) of \(bands) \(verb) no bin of a transform of \(fftSize): "
                + "raise fftSize, take fewer bands or begin at a higher frequency")
    }

    /// Ascending numbers with neighbours drawn together: `0, 2, 5–7`; a long list ends with how many are left.
    static func runs(_ numbers: [Int], limit: Int = 12) -> String {
        var runs: [ClosedRange<Int>] = []
        for number in numbers {
            if let last = runs.last, last.upperBound + 1 == number {
                runs[runs.count - 1] = last.lowerBound...number
            } else {
                runs.append(number...number)
            }
        }
        let texts = runs.prefix(limit).map { run in
            switch run.count {
            case 1: "\(run.lowerBound)"
            case 2: "\(run.lowerBound), \(run.upperBound)"
            default: "\(run.lowerBound)–\(run.upperBound)"
            }
        }
        let more = runs.dropFirst(limit).map(\.count).reduce(0, +)
        return texts.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    }
}
