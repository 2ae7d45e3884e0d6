import Files
import Foundation
import Notebook
import Session
import SessionProtocol
import Terminal
import Work

/// This process's part in a job that `mpirun` started: the first rank prints, draws and writes; what the others make goes with them.
struct RankPart {
    let launch: RankLaunch
    /// Where the cells of another rank than the first put their files.
    private let scratch: ScratchFolder?

    /// - Throws: ``Failure`` where the job was not started as it should.
    init(_ launch: RankLaunch = .current) throws {
        self.launch = launch
        if let complaint = RankLaunch.complaint(ProcessInfo.processInfo.environment) { throw Failure(.usage, complaint) }
        do { scratch = launch.isFirst ? nil : try ScratchFolder() } catch { throw Failure(.cannotWrite, error.description) }
    }

    /// Refuses what needs a person, or one process.
    func refuse(_ option: String, if isThere: Bool) throws {
        guard launch.isShared, isThere else { return }
        throw Failure(.usage, "\(option) needs one process, found \(launch.count) ranks: leave it out, or start without mpirun")
    }

    /// Threads for each rank of a host, where nobody said how many; nil for a process by itself.
    var threads: Int? {
        guard launch.isShared, ProcessInfo.processInfo.environment["AVTS_THREADS", default: ""].isEmpty else { return nil }
        let cores = ProcessInfo.processInfo.processorCount
        // mpirun may have bound the process to some of them.
        return min(launch.threads(ofCores: cores), ProcessInfo.processInfo.activeProcessorCount)
    }

    /// Where cells of this rank put their files; nil where the run's own folder is the place.
    var files: String? { scratch?.path }

    /// The rules of the sandbox with the place of this rank's files.
    func rules(_ rules: SandboxRules?) -> SandboxRules? {
        guard let files, var rules else { return rules }
        rules.writable.append(files)
        return rules
    }

    /// What a person should know as the run begins.
    func greet(_ console: Console, threads: Int?, isEnclosed: Bool) {
        guard launch.isShared, launch.isFirst else { return }
        let each = threads.map { ", \($0) thread\($0 == 1 ? "" : "s") each" } ?? ""
        console.note(console.paint("\(launch.count) ranks, \(launch.localCount) on this host\(each)", .faint, errors: true))
        if isEnclosed {
            console.note(
                "under mpirun a cell could have Open MPI start programs outside of the sandbox: run notebooks that you trust")
        }
    }

    /// Takes leave of the other ranks; gives what one of them failed with, where this one did not.
    func leave(_ session: CellSession, _ record: RunRecord, _ console: Console) -> String? {
        guard launch.isShared else { return nil }
        let isWell = record.status == .ok || record.status == .checksFailed
        // Nobody but this rank can tell of a process of its own that is gone.
        let error = record.cells.compactMap(\.error).last ?? record.phrases?.compactMap(\.error).last
        if !isWell, !launch.isFirst, session.processID == nil, let error {
            console.error("rank \(launch.rank) on \(RankLaunch.host): \(error.text)")
        }
        let failure = error.map { "\($0.name): \($0.message)" } ?? "the run ended, \(record.status.rawValue)"
        let words = session.leave(isWell ? nil : failure)
        return isWell ? words : nil
    }

    /// Says what a rank other than the first has to say, if the first has nothing: it fails alike, as a rule, and ends the job by that.
    static func speak(_ console: Console, _ message: String) {
        let launch = RankLaunch.current
        if launch.isFirst { return console.error(message) }
        usleep(2_000_000)
        console.error("rank \(launch.rank) on \(RankLaunch.host): \(message)")
    }
}
