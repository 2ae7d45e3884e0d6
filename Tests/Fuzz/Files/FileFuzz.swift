import Foundation

/// Has mutated files of a format read by processes of their own, and keeps those that ended badly.
struct FileFuzz {
    private let target: any FileTarget.Type
    private let folder: String
    private let seed: UInt64
    private let samples: [FileSample]
    private var said: Set<String> = []
    private var found = 0

    /// Findings of one format after which its time is over.
    private static let most = 20

    /// - Parameter folder: for the target's files.
    init(_ target: any FileTarget.Type, folder: String, project: String, seed: UInt64) throws {
        (self.target, self.folder, self.seed) = (target, folder, seed)
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try FileSample.keep(target.samples(in: folder, project: project), in: folder)
        samples = try FileSample.kept(in: folder)
    }

    /// Goes on for some seconds; true where all ended as it should.
    ///
    /// - Parameter first: the number of the first mutant.
    mutating func run(seconds: Double, from first: Int) throws -> Bool {
        let (began, end) = (Date(), Date() + seconds)
        var (next, read, refused) = (first, 0, 0)
        while Date() < end, found < Self.most {
            let process = try ReadingProcess(target.name, folder: folder, seed: seed, from: next)
            let ending = process.wait(until: end)
            (read, refused) = (read + process.status.read, refused + process.status.refused)
            next = max(process.status.number, next)
            guard let ending else { continue }
            // Good files must be read, or nothing that follows says anything.
            guard process.status.number >= 0 else { throw HarnessError(description: "\(target.name): \(ending)") }
            try report(next, ending)
            next += 1
        }
        let took = max(Date().timeIntervalSince(began), 1e-3)
        print(
            "\(target.name): \(read + refused) mutants of \(samples.count) files in \(Int(took)) s, "
                + "\(Int(Double(read + refused) / took)) a second: \(read) read, \(refused) refused, \(found) findings")
        return found == 0
    }

    /// Reads a file alone that was kept as a finding; true where it ends as it should.
    func again(_ path: String) throws -> Bool {
        let ending = try alone(path)
        print("\(path): \(ending ?? "ended as it should")")
        return ending == nil
    }

    /// Why a file ended badly when it is read alone, with the place where the toolchain can tell it; nil where it did not.
    private func alone(_ path: String) throws -> String? {
        let process = try ReadingProcess(target.name, folder: folder, seed: seed, again: path)
        return process.wait(until: .distantFuture)
    }

    private mutating func report(_ number: Int, _ ending: String) throws {
        // Where it trapped is told only when it is read alone; other words say enough to know it again.
        if !ending.contains("signal"), said.contains(kind(ending)) { return }
        var mutator = FileMutator(samples, seed: seed)
        let (sample, bytes) = mutator.mutant(number, of: target)
        let name = "avts-fuzz-\(target.name)-\(seed)-\(number)-\(sample.name)"
        let path = "\(Finding.folder)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let second = try alone(path)
        // A machine may be busy: what takes its time and then ends as it should does not hang.
        if second == nil, ending.hasPrefix("did not end") {
            unlink(path)
            return
        }
        let words = (second ?? "\(ending) (not when it is read alone)").replacing(path, with: "FILE").replacing(folder, with: "")
        let isNew = !said.contains(kind(words))
        for words in [ending, words] { said.insert(kind(words)) }
        if isNew {
            found += 1
            print("\(name): \(words)\n    again: avts-fuzz files \(target.name) --again \(name)")
        } else {
            unlink(path)
        }
        fflush(nil)
    }

    /// What two findings have in common that are one: the same words but for numbers, at the same place.
    private func kind(_ words: String) -> String {
        words.replacing(folder, with: "").split(separator: "\n").prefix(3).map { $0.prefix(60) }.joined().filter { !$0.isNumber }
    }
}
