import Foundation
import Notebook
import Terminal

/// Tells a person who went away that a run has ended.
struct Notice {
    /// For `sh`; nil for none.
    let command: String?
    let rings: Bool

    func give(_ record: RunRecord, report: String?, _ console: Console) {
        give(record.status.rawValue, notebook: record.notebook, report: report, seconds: record.seconds, console)
    }

    func give(_ status: String, notebook: String, report: String?, seconds: Double, _ console: Console) {
        if rings, isatty(STDERR_FILENO) == 1 { FileHandle.standardError.write(Data([7])) }
        guard let command else { return }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "AVTS_STATUS": status, "AVTS_NOTEBOOK": notebook, "AVTS_REPORT": report ?? "",
            "AVTS_SECONDS": "\(Int(seconds.rounded()))",
        ]) { $1 }
        process.standardInput = FileHandle.nullDevice
        do {
            try process.run()
            process.waitUntilExit()
            if process.terminationStatus != 0 { console.warning("--notify ended with \(process.terminationStatus): \(command)") }
        } catch { console.warning("--notify could not be run: \(error.localizedDescription)") }
    }
}
