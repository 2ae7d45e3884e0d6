import Foundation

/// What tmux says of itself, and of the terminal around it.
struct Tmux {
    /// What the terminal around it understands.
    let outer: InlineImage
    /// Whether it hands on what is wrapped for that terminal.
    let passesOn: Bool
    /// Whether the terminal around it has sixels, and tmux knows.
    let hasSixel: Bool

    /// Asks; nil where there is no answer.
    ///
    /// - Parameter environment: with `TMUX_PANE`, and the `PATH` on which tmux lies.
    init?(_ environment: [String: String]) {
        let format = "#{client_termname}|#{client_termtype}|#{client_termfeatures}|#{allow-passthrough}"
        let pane = environment["TMUX_PANE"].map { ["-t", $0] } ?? []
        guard let answer = Self.answer(["display-message", "-p"] + pane + [format], environment) else { return nil }
        let parts = answer.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 4 else { return nil }
        outer = InlineImage.of(term: parts[0], program: parts[1])
        hasSixel = parts[2].split(separator: ",").contains("sixel")
        // `all` passes on from panes that are not seen, too; tmux 3.3 says 1.
        passesOn = ["1", "on", "all"].contains(parts[3].trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// A sequence for the terminal around tmux.
    static func wrapped(_ sequence: String) -> String {
        "\u{1B}Ptmux;" + sequence.replacing("\u{1B}", with: "\u{1B}\u{1B}") + "\u{1B}\\"
    }

    /// tmux throws away what is longer.
    static let limit = 1_000_000

    /// Returns once tmux has read what was written before: it reads, and puts the terminal's cursor where the text is, before it answers.
    static func settle(_ environment: [String: String]) { _ = answer(["display-message", "-p", "#{cursor_y}"], environment) }

    /// What a command of tmux prints. One that does not answer within a second is not waited for.
    private static func answer(_ words: [String], _ environment: [String: String]) -> String? {
        let folders = (environment["PATH"] ?? "").split(separator: ":")
        guard
            let program = folders.lazy.map({ "\($0)/tmux" }).first(where: {
                $0.hasPrefix("/") && FileManager.default.isExecutableFile(atPath: $0)
            })
        else { return nil }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = words
        process.environment = environment
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let file = output.fileHandleForReading.fileDescriptor
        let end = ContinuousClock.now + .seconds(1)
        var bytes: [UInt8] = []
        while ContinuousClock.now < end {
            var poller = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            guard poll(&poller, 1, 100) > 0 else { continue }
            var piece = [UInt8](repeating: 0, count: 4096)
            let count = read(file, &piece, piece.count)
            guard count > 0 else {
                process.waitUntilExit()
                return process.terminationStatus == 0 ? String(decoding: bytes, as: UTF8.self) : nil
            }
            bytes += piece[..<count]
        }
        process.terminate()
        return nil
    }
}
