import Datasets
import Foundation
import XCTest

/// Files of the synthetic world that were damaged are made again, each as it was; the others are left alone.
final class DamagedWorldTests: XCTestCase {
    private let small = WorldSpecification(frameSide: 32, duration: 1)

    private func make(_ folder: TemporaryFolder) throws -> Splits {
        try SyntheticWorld.pretrain(train: 4, validation: 1, test: 1, specification: small, into: folder.root)
    }

    private func films(_ folder: TemporaryFolder) -> [String: Data] { folder.contents().filter { $0.key.hasSuffix(".mp4") } }

    private func numbers(_ splits: Splits) -> [String: UInt64] {
        Dictionary(
            uniqueKeysWithValues: splits.train.items.map { item in
                var status = stat()
                stat(item.path, &status)
                return (item.id, UInt64(status.st_ino))
            })
    }

    func testDamagedFilesAreMadeAgain() throws {
        let folder = try TemporaryFolder()
        let splits = try make(folder)
        let right = films(folder)
        XCTAssertEqual(right.count, 6)
        let before = numbers(splits)
        let (item, file) = (splits.train.items[2], splits.train.items[2].path)
        let good = try Data(contentsOf: URL(fileURLWithPath: file))
        var flipped = good
        flipped[good.count / 2] ^= 4
        let damages: [(String, () throws -> Void)] = [
            ("one bit", { try flipped.write(to: URL(fileURLWithPath: file)) }),
            ("cut short", { XCTAssertEqual(truncate(file, off_t(good.count / 2)), 0) }),
            ("empty", { XCTAssertEqual(truncate(file, 0), 0) }),
            ("longer", { try (good + Data([0])).write(to: URL(fileURLWithPath: file)) }),
            (
                "another's",
                { try FileManager.default.contents(atPath: splits.train.items[1].path)!.write(to: URL(fileURLWithPath: file)) }
            ),
            ("gone", { try FileManager.default.removeItem(atPath: file) }),
        ]
        for (what, damage) in damages {
            try damage()
            let again = try make(folder)
            XCTAssertEqual(films(folder), right, what)
            for (id, number) in numbers(again) where id != item.id { XCTAssertEqual(number, before[id], "\(what): \(id)") }
        }
    }

    /// A copy has other times: its files are looked into, and not made again.
    func testACopiedWorldIsWhole() throws {
        let (folder, other) = (try TemporaryFolder(), try TemporaryFolder())
        _ = try make(folder)
        let right = films(folder)
        try FileManager.default.removeItem(atPath: other.path)
        let copy = Process()
        copy.executableURL = URL(fileURLWithPath: "/bin/cp")
        copy.arguments = ["-r", folder.path, other.path]
        try copy.run()
        copy.waitUntilExit()
        let splits = try make(other)
        let before = numbers(splits)
        XCTAssertEqual(numbers(try make(other)), before)
        XCTAssertEqual(films(other), right)
    }

    /// What is known of the files may be damaged as well; then they are made again, as they were.
    func testDamagedRecordsAreNotBelieved() throws {
        let folder = try TemporaryFolder()
        _ = try make(folder)
        let right = films(folder)
        let records = try XCTUnwrap(
            (FileManager.default.enumerator(atPath: folder.path)?.allObjects as? [String])?.first { $0.hasSuffix("/.files") })
        let path = "\(folder.path)/\(records)"
        let text = try String(contentsOfFile: path, encoding: .utf8)
        for damaged in [
            "", "\n", String(text.dropLast(20)), text.replacingOccurrences(of: " ", with: "  "), String(text.reversed()),
            text.replacingOccurrences(of: "1", with: "2"), text + "-1 x y train/000000.mp4\n", text + "\u{0}",
        ] {
            try Data(damaged.utf8).write(to: URL(fileURLWithPath: path))
            _ = try make(folder)
            XCTAssertEqual(films(folder), right)
        }
    }
}
