import Foundation

/// When something kept was made, and by what.
package struct Making: Codable, Hashable, Sendable {
    /// The moment, ISO 8601 in UTC: `2026-11-28T20:31:05Z`.
    package var date: String
    /// The revision of the repository that the library was built in, where it lies in one.
    package var revision: String?

    package init(date: String, revision: String?) {
        self.date = date
        self.revision = revision
    }

    /// Now, by this library.
    package static var now: Making {
        Making(date: Date().formatted(.iso8601), revision: LibraryImage.revision)
    }
}

/// The file that holds the library's code: `libAVTSKit.so`, or a program that is linked with it whole.
package enum LibraryImage {
    /// Its path.
    package static let path: String = {
        let anchor: @convention(c) () -> Void = {}
        var place = Place()
        guard dladdr(unsafeBitCast(anchor, to: UnsafeRawPointer.self), &place) != 0, let name = place.file else { return "" }
        return String(cString: name)
    }()

    /// `Dl_info` of the C library.
    fileprivate struct Place {
        var file: UnsafePointer<CChar>?
        var base: UnsafeRawPointer?
        var symbol: UnsafePointer<CChar>?
        var address: UnsafeRawPointer?
    }

    /// SHA-256 of it: any change to the library's code gives another; empty where the file cannot be read.
    package static let digest: String = (try? Digest.of(file: path)) ?? ""

    /// The commit checked out where it was built; nil when it lies in no repository.
    package static let revision: String? = Repository.revision(of: URL(fileURLWithPath: path).deletingLastPathComponent().path)
}

/// The C library hides it from Swift.
@_silgen_name("dladdr")
private func dladdr(_ address: UnsafeRawPointer, _ place: UnsafeMutablePointer<LibraryImage.Place>) -> Int32
