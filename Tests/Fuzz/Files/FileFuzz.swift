import Foundation

/// Has mutated files of a format read by processes of their own, and keeps those that ended badly.
struct FileFuzz {
    private let target: any FileTarget.Type
    private let folder: String
    private let seed: UInt64
    private let samples: [FileSample]
    private var said: [String: Int] = [:]

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
        while Date() < end, said.count < Self.most {
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
                + "\(Int(Double(read + refused) / took)) a second: \(read) read, \(refused) refused, \(said.count) findings")
        return said.isEmpty
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
        var mutator = FileMutator(samples, seed: seed)
        let (sample, bytes) = mutator.mutant(number, of: target)
        let name = "avts-fuzz-\(target.name)-\(seed)-\(number)-\(sample.name)"
        let path = "\(Finding.folder)/\(name)"
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        let second = try alone(path)
        let words = (second ?? "\(ending) (not when it is read alone)").replacing(path, with: "FILE").replacing(folder, with: "")
        // The same place with other numbers is the same finding.
        let kind = words.split(separator: "\n").prefix(2).map { $0.prefix(60) }.joined().filter { !$0.isNumber }
        said[kind, default: 0] += 1
        if said[kind]! > 1 {
            unlink(path)
        } else {
            print("\(name): \(words)\n    again: avts-fuzz files \(target.name) --again \(name)")
        }
        fflush(nil)
    }
}
