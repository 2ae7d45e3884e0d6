import CellCompiler
import Files
import Foundation
import Notebook

/// The folder of libraries that a program takes along: written whole, and known again by a file in it.
struct StandaloneProgram {
    /// Where the folder lies.
    let folder: String
    let companions: ProgramBuilder.Companions

    private static let marker = "avts-nb-libraries.txt"

    /// The name of the folder of a program.
    static func folderName(of program: String) -> String { URL(fileURLWithPath: program).lastPathComponent + ".libs" }

    /// Says what stands in the way of the folder: one that no build made.
    static func refuse(_ folder: String, force: Bool) throws {
        var status = stat()
        guard lstat(folder, &status) == 0 else { return }
        let isOurs = status.st_mode & S_IFMT == S_IFDIR && FileManager.default.fileExists(atPath: "\(folder)/\(marker)")
        if !isOurs && !force {
            throw Failure(
                .cannotWrite,
                "cannot write \(folder): it is there, and no build made it; name another program with -o, or say --force")
        }
    }

    /// Writes the folder beside where it will be, and puts it in its place.
    func write() throws {
        let files = FileManager.default
        let made = folder + ".\(getpid()).partial"
        do {
            try? files.removeItem(atPath: made)
            try files.createDirectory(atPath: made, withIntermediateDirectories: true)
            for (name, source) in companions.files {
                let target = "\(made)/\(name)"
                try files.createDirectory(atPath: PathText.folder(of: target), withIntermediateDirectories: true)
                try files.copyItem(atPath: URL(fileURLWithPath: source).resolvingSymlinksInPath().path, toPath: target)
            }
            for (name, target) in companions.links {
                try files.createSymbolicLink(atPath: "\(made)/\(name)", withDestinationPath: target)
            }
            try Data(words.utf8).write(to: URL(fileURLWithPath: "\(made)/\(Self.marker)"))
            try? files.removeItem(atPath: folder)
            try files.moveItem(atPath: made, toPath: folder)
        } catch {
            try? files.removeItem(atPath: made)
            throw Failure(.cannotWrite, "cannot write \(folder): \(error.localizedDescription)")
        }
    }

    /// What a person has to know of the machine that it is to run on.
    var words: String {
        var text = "Made by avts-nb build: the libraries of the program beside this folder.\n"
        if !companions.packages.isEmpty {
            text += "Packages that it needs (Debian's names): apt-get install \(companions.packages.joined(separator: " "))\n"
        }
        if !companions.unknown.isEmpty { text += "Libraries that it needs: \(companions.unknown.joined(separator: ", "))\n" }
        return text
    }
}
