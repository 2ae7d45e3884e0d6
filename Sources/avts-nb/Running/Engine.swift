import CellCompiler
import Foundation
import Notebook
import Script
import Session

/// Makes sessions that know everything a cell may call, and says what they compute with.
struct Engine {
    let threads: Int
    var blasKernel: String? { Natives.blasKernel }

    init(threads: Int?) throws {
        if let complaint = Natives.complaint { throw Failure(.usage, complaint) }
        if let threads { Natives.threads = threads }
        self.threads = Natives.threads
    }

    /// What runs the cells of a notebook: compiled where `AVTS_CELLS=compiled`.
    func makeEvaluator() throws -> any CellEvaluator {
        guard ProcessInfo.processInfo.environment["AVTS_CELLS"] == "compiled" else { return InterpretedEvaluator(makeSession()) }
        do {
            return try CellSession(
                compiler: Compiler(toolchain: Toolchain.find(), library: LibraryLocation.find()), threads: threads
            ) { _ in }
        } catch { throw Failure(.usage, "\(error)") }
    }

    /// A new session.
    func makeSession() -> Session {
        let session = Session(natives: Natives.registry())
        session.onEvent = { _ in }
        return session
    }

    /// Where a run's results come from.
    ///
    /// - Parameter isKept: whether anyone will read it; what `-e` prints needs no look at the machine.
    func provenance(for document: Document, isKept: Bool = true) -> Provenance {
        guard isKept else {
            return Provenance(version: AvtsNB.version, gitRevision: nil, cpu: "", blasKernel: nil, threads: threads, system: "")
        }
        let folder = URL(fileURLWithPath: document.path).deletingLastPathComponent().path
        return Provenance(
            version: AvtsNB.version, gitRevision: Provenance.gitRevision(of: folder), cpu: Provenance.cpuName(),
            blasKernel: blasKernel, threads: threads, system: ProcessInfo.processInfo.operatingSystemVersionString)
    }
}
