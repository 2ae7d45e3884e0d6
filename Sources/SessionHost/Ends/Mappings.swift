import Foundation
import SessionProtocol

/// What lies where in this process's memory, as the kernel tells it.
struct Mappings {
    struct Mapping {
        var addresses: Range<UInt>
        var path: String
    }

    private(set) var all: [Mapping] = []

    static func now() -> Mappings {
        var mappings = Mappings()
        // Read to its end: the kernel says that it is 0 bytes long.
        let text =
            FileHandle(forReadingAtPath: "/proc/self/maps").flatMap { try? $0.readToEnd() }.map {
                String(decoding: $0, as: UTF8.self)
            } ?? ""
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 5, omittingEmptySubsequences: true)
            let ends = words[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
            guard ends.count == 2, words.count == 6 else { continue }
            mappings.all.append(.init(addresses: ends[0]..<ends[1], path: words[5].trimmingCharacters(in: .whitespaces)))
        }
        return mappings
    }

    func holding(_ address: UInt) -> Mapping? { all.first { $0.addresses.contains(address) } }

    /// An address as a place in its library.
    func frame(_ address: UInt) -> MachineFrame? {
        guard let path = holding(address)?.path, path.hasPrefix("/"), let base = all.first(where: { $0.path == path }) else {
            return nil
        }
        return MachineFrame(image: path, offset: address - base.addresses.lowerBound)
    }
}
