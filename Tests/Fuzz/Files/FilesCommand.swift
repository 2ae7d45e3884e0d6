import ArgumentParser
import Foundation

extension Fuzz {
    /// `avts-fuzz files`: whatever becomes of a file, who reads it must say what is wrong with it, soon and in little memory.
    struct FilesCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "files",
            abstract: "Have mutated files of each format read for a bounded time, in processes of their own.",
            discussion: FileTargets.all.map { "\($0.name): \($0.about)" }.joined(separator: "\n"))

        @Argument(help: "Formats, as above; all without any.")
        var formats: [String] = []

        @Option(help: "How long for each format.")
        var seconds = 20.0

        @Option(help: "Where the random numbers begin; the same seed gives the same files.")
        var seed: UInt64 = 1

        @Option(help: "The number of the first mutant.")
        var from = 0

        @Option(help: ArgumentHelp("Read a file again that was kept as a finding of the format.", valueName: "file"))
        var again: String?

        @Option(help: "The project's folder, whose notebooks are mutated.")
        var project = FileManager.default.currentDirectoryPath

        func validate() throws {
            for format in formats { _ = try Fuzz.target(format) }
            if again != nil, formats.count != 1 { throw ValidationError("--again wants the one format of the file") }
            guard from >= 0 else { throw ValidationError("--from is 0 or more") }
        }

        func run() throws {
            let project = URL(fileURLWithPath: project).path
            let file = again.map { URL(fileURLWithPath: $0).path }
            let folder = try WorkFolder()
            defer { folder.remove() }
            var isGood = true
            for target in formats.isEmpty ? FileTargets.all : try formats.map(Fuzz.target) {
                let place = "\(folder.path)/files/\(target.name)"
                var fuzz = try FileFuzz(target, folder: place, project: project, seed: seed)
                isGood = try (file.map(fuzz.again) ?? fuzz.run(seconds: seconds, from: from)) && isGood
                try? FileManager.default.removeItem(atPath: place)
            }
            guard isGood else { throw ExitCode(1) }
        }
    }

    /// What `avts-fuzz files` starts.
    struct ReadCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "read", abstract: "Read mutants of the files in a folder.", shouldDisplay: false)

        @Argument var format: String
        @Option var folder: String
        @Option var seed: UInt64 = 1
        @Option var from = 0
        @Option var again: String?

        func run() throws {
            var reading = try FileReading(Fuzz.target(format), folder: folder)
            if let again { try reading.again(again) } else { reading.go(seed: seed, from: from) }
        }
    }

    private static func target(_ name: String) throws -> any FileTarget.Type {
        guard let target = (FileTargets.all + [FaultTarget.self]).first(where: { $0.name == name }) else {
            throw ValidationError(
                "\(name): found no such format; there are \(FileTargets.all.map { $0.name }.joined(separator: ", "))")
        }
        return target
    }
}
