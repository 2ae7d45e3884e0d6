import Foundation
import Notebook
import Script

/// Makes sessions that know everything a cell may call, and says what they compute with.
struct Engine {
    let threads: Int
    let blasKernel: String?

    init(threads: Int?) {
        self.threads = threads ?? ProcessInfo.processInfo.activeProcessorCount
        blasKernel = nil
    }

    /// A new session; natives that write files write them beneath the output folder.
    func makeSession(outputFolder: String?) -> Session {
        let session = Session(natives: NativeRegistry())
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
