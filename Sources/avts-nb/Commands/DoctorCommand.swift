import ArgumentParser
import Foundation
import Notebook
import Terminal

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Look at the machine: libraries, processor, fonts, cache, terminal.")

    func run() throws {
        let console = Console(color: .auto, isQuiet: false)
        try reporting(on: console) {
            let findings = try Doctor(engine: Engine(threads: nil)).findings()
            let width = findings.map(\.subject.count).max() ?? 0
            for finding in findings {
                let mark = finding.remedy == nil ? console.paint("ok  ", .green) : console.paint("MISS", .red)
                console.write(
                    "\(mark)  \(finding.subject.padding(toLength: width, withPad: " ", startingAt: 0))  \(finding.value)\n")
                if let remedy = finding.remedy { console.write("      \(String(repeating: " ", count: width))  → \(remedy)\n") }
            }
            return findings.contains { $0.remedy != nil } ? 1 : 0
        }
    }
}
