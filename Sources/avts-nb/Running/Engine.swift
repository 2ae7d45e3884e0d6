import Foundation
import Notebook
import Script

/// Makes sessions that know everything a cell may call, and says what they compute with.
struct Engine {
    let threads: Int
    var blasKernel: String? { Natives.blasKernel }

    init(threads: Int?) {
        if let threads { Natives.threads = threads }
        self.threads = Natives.threads
    }

    /// A new session.
    func makeSession() -> Session {
        let session = Session(natives: Natives.registry())
        session.onEvent = { _ in }
        return session
    }

    func provenance(for document: Document) -> Provenance {
        let folder = URL(fileURLWithPath: document.path).deletingLastPathComponent().path
        return Provenance(
            version: AvtsNB.version, gitRevision: Provenance.gitRevision(of: folder), cpu: Provenance.cpuName(),
            blasKernel: blasKernel, threads: threads, system: ProcessInfo.processInfo.operatingSystemVersionString)
    }
}
