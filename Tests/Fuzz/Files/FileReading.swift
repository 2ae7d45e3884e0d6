import Foundation

/// The work of the process that reads mutants: one after the other, until one ends badly or the process is ended.
struct FileReading {
    private let reader: any FileTarget
    private let target: any FileTarget.Type
    private let samples: [FileSample]
    private let status: ReadingStatus
    private let most: Int
    private var peak: Int
    private let descriptors: Int

    /// What the addresses may grow by, and what may be resident beyond what was at the start.
    private static let (addresses, resident) = (4 << 30, 1 << 30)

    init(_ target: any FileTarget.Type, folder: String) throws {
        self.target = target
        status = try ReadingStatus(in: folder)
        samples = try FileSample.kept(in: folder)
        reader = try target.init(samples, folder: folder)
        for sample in samples {
            do { try reader.read(sample.bytes, of: sample) } catch { Self.fail("the good \(sample.name) ends as: \(error)") }
        }
        var limits = rlimit(rlim_cur: 0, rlim_max: 0)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &limits)
        let size = rlim_t(Self.field("VmSize:") + Self.addresses)
        limits = rlimit(rlim_cur: size, rlim_max: size)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limits)
        peak = Self.peakMemory
        most = Self.field("VmRSS:") + Self.resident
        descriptors = Self.openDescriptors
    }

    /// Reads mutants from a number on.
    mutating func go(seed: UInt64, from first: Int) {
        var mutator = FileMutator(samples, seed: seed)
        let parent = getppid()
        for number in first... {
            status.number = number
            let (sample, bytes) = mutator.mutant(number, of: target)
            read(bytes, of: sample)
            guard number % 256 == 0 else { continue }
            if getppid() != parent { exit(0) }
            let open = Self.openDescriptors
            if open > descriptors + 64 { Self.fail("\(open) descriptors are open, at the start \(descriptors) were") }
        }
    }

    /// Reads one file, of the sample whose name its own ends with.
    mutating func again(_ path: String) throws {
        guard let sample = samples.first(where: { path.hasSuffix("-\($0.name)") }) else {
            throw HarnessError(
                description:
                    "\(path): expected a name that ends as one of \(samples.map { "-\($0.name)" }.joined(separator: ", "))")
        }
        read([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))), of: sample)
    }

    private mutating func read(_ bytes: [UInt8], of sample: FileSample) {
        do {
            try reader.read(bytes, of: sample)
            status.read += 1
        } catch let error as WrongRead {
            Self.fail(error.description)
        } catch {
            let words = "\(error)"
            guard target.errors.contains(where: { $0 == type(of: error) }) else {
                Self.fail("an error of another's: \(type(of: error)): \(words)")
            }
            if words.isEmpty { Self.fail("an error without words: \(type(of: error))") }
            if words.utf8.count > 10_000 { Self.fail("an error of \(words.utf8.count) bytes: \(words.prefix(300))") }
            status.refused += 1
        }
        let now = Self.peakMemory
        // The peak only grows: a file that added nothing to it has taken nothing.
        if now > peak, now > most { Self.fail("took \((now - most + Self.resident) >> 20) MiB of memory") }
        peak = now
    }

    private static func fail(_ words: String) -> Never {
        FileHandle.standardError.write(Data((words.replacing("\n", with: " ") + "\n").utf8))
        _exit(3)
    }

    /// Bytes.
    private static var peakMemory: Int {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        return usage.ru_maxrss * 1024
    }

    private static func field(_ name: String) -> Int {
        let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 } ?? 0
    }

    private static var openDescriptors: Int { (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count) ?? 0 }
}
