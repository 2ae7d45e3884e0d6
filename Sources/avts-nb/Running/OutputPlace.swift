import Notebook

/// An output folder before a session writes into it.
enum OutputPlace {
    /// Makes it the runs' own, or says what is in the way.
    static func claim(_ folder: OutputFolder?, force: Bool) throws {
        do throws(OutputError) { try folder?.claim(force: force) } catch { throw Failure(.cannotWrite, error.description) }
    }

    /// Does what a run needs; where that fails, the folder is as it was.
    static func releasing<T>(_ folder: OutputFolder?, _ body: () throws -> T) throws -> T {
        do { return try body() } catch {
            folder?.release()
            throw error
        }
    }
}
