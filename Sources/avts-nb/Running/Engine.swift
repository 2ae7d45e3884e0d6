import CellAssistant
import CellCompiler
import Foundation
import Notebook
import Session
import SessionProtocol
import Terminal
import Work

/// Makes sessions, and says what they compute with.
struct Engine {
    /// Threads that compute; nil for all cores.
    let threads: Int?
    /// Where modules of the person's own lie.
    var modules = ModuleFolders()
    /// Versions of the packages among them.
    var packages: [String: String] = [:]

    /// A new session.
    ///
    /// - Parameters:
    ///   - sandbox: what its cells may reach; nil for what the person may.
    ///   - console: hears it where the kernel cannot hold them to that.
    ///   - joinsRanks: whether its process joins those of the job's other ranks.
    func makeSession(
        within sandbox: SandboxRules? = nil, _ console: Console? = nil, joinsRanks: Bool = false
    ) throws -> CellSession {
        do {
            let compiler = try Compiler(toolchain: Toolchain.find(), library: LibraryLocation.find(), folders: modules)
            let session = try CellSession(compiler: compiler, threads: threads, sandbox: sandbox, joinsRanks: joinsRanks) { _ in }
            if let notice = session.sandboxNotice { console?.note(notice) }
            let assistant = Assistant(compiler: compiler)
            session.remedy = { [unowned session] message, source, column in
                assistant.compiler = session.compiler
                return assistant.remedy(for: message, source: source, column: column)
            }
            let environment = ProcessInfo.processInfo.environment
            // What nobody has set cannot be wrong, and need not be waited for.
            if joinsRanks || Self.settings.contains(where: { environment[$0] != nil }),
                let complaint = try session.processFacts().complaint
            {
                throw Failure(.usage, complaint)
            }
            return session
        } catch let error as ToolchainError { throw Failure(.noToolchain, "\(error)") }
    }

    private static let settings = ["AVTS_THREADS", "AVTS_MATRIX", "AVTS_CONVOLUTION"]

    /// Where a run's results come from.
    ///
    /// - Parameters:
    ///   - sources: what was asked of git meanwhile.
    ///   - isKept: whether anyone will read it; what `-e` prints needs no look at the machine.
    func provenance(
        for document: Document, on session: CellSession, sources: Sources? = nil, isKept: Bool = true
    ) -> Provenance {
        guard isKept, let facts = try? session.processFacts() else {
            return Provenance(
                version: AvtsNB.version, gitRevision: nil, cpu: "", blasKernel: nil, threads: threads ?? 0, system: "")
        }
        let folder = URL(fileURLWithPath: document.path).deletingLastPathComponent().path
        var provenance = Provenance(
            version: AvtsNB.version, gitRevision: Provenance.gitRevision(of: folder), cpu: Provenance.cpuName(),
            blasKernel: facts.matrixKernel, threads: facts.threads, system: ProcessInfo.processInfo.operatingSystemVersionString)
        provenance.packages = packages.isEmpty ? nil : packages
        provenance.ranks = RankLaunch.current.isShared && session.joinsRanks ? RankLaunch.current.count : nil
        provenance.gitDirty = sources?.notebook.isDirty()
        if let tool = sources?.tool, let revision = Provenance.gitRevision(of: tool.folder) {
            provenance.toolRevision = revision
            let isDirty = tool.question.isDirty()
            provenance.toolDirty =
                isDirty == true ? true : Provenance.isOlder(tool.library, thanSourcesIn: tool.folder) == true ? true : isDirty
        }
        return provenance
    }

    /// Questions to git about the notebook's repository and the program's own, which are answered while a session starts.
    struct Sources {
        let notebook: SourceQuestion
        var tool: (question: SourceQuestion, folder: String, library: String)?

        init(of file: String) {
            notebook = SourceQuestion(URL(fileURLWithPath: file).deletingLastPathComponent().path)
            // An installed program lies in no repository of its own.
            if let place = try? LibraryLocation.find(), FileManager.default.fileExists(atPath: place.package + "/.git") {
                tool = (SourceQuestion(place.package), place.package, place.library)
            }
        }
    }
}
