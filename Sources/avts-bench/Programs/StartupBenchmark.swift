import ArgumentParser
import Foundation

/// Whole processes of avts-nb, from the shell's point of view.
struct StartupBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "startup", abstract: "avts-nb -e '1 + 1', the whole process.")

    @OptionGroup var options: MeasurementOptions

    func run() throws {
        let binary = URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath()
            .deletingLastPathComponent().appendingPathComponent("avts-nb")
        guard FileManager.default.isExecutableFile(atPath: binary.path) else {
            throw ValidationError("startup: found no \(binary.path); build it with `make build`")
        }
        for (name, arguments) in [("avts-nb -e '1 + 1'", ["-e", "1 + 1"]), ("avts-nb --version", ["--version"])] {
            var measurement = try Measurement.measure(name, options: options) {
                try spawn([binary.path] + arguments)
            }
            var usage = rusage()
            getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
            measurement.peakBytes = usage.ru_maxrss * 1024
            try measurement.report(options)
        }
    }

    /// Runs a process to its end, without the run loop of Foundation's `Process`, which looks every 50 ms.
    private func spawn(_ arguments: [String]) throws {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        var words = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let failure = posix_spawn(&process, arguments[0], &actions, nil, &words, environ)
        guard failure == 0 else { throw ExitCode(failure) }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        guard status == 0 else { throw ExitCode(1) }
    }
}
