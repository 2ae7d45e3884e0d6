import Foundation

/// How far a process that reads mutants is: a page of memory that it shares with the one that watches, and that outlives it.
struct ReadingStatus: @unchecked Sendable {
    private let page: UnsafeMutablePointer<Int>

    /// The number of the mutant under way; -1 while the good files are read.
    var number: Int {
        get { page[0] }
        nonmutating set { page[0] = newValue }
    }
    /// Mutants that were read.
    var read: Int {
        get { page[1] }
        nonmutating set { page[1] = newValue }
    }
    /// Mutants that were an error.
    var refused: Int {
        get { page[2] }
        nonmutating set { page[2] = newValue }
    }

    /// Opens or makes the page of a folder.
    init(in folder: String) throws {
        let file = open("\(folder)/status", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer { Glibc.close(file) }
        guard file >= 0, ftruncate(file, 4096) == 0,
            let raw = mmap(nil, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0), raw != MAP_FAILED
        else { throw HarnessError(description: "cannot share \(folder)/status: \(String(cString: strerror(errno)))") }
        page = raw.bindMemory(to: Int.self, capacity: 512)
    }

    func close() { munmap(page, 4096) }

    /// Sets all back.
    func begin() { (number, read, refused) = (-1, 0, 0) }
}
