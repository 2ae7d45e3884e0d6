import ArgumentParser
import CellCompiler
import Files
import Foundation

/// Where modules of one's own lie that cells import.
struct ModuleOptions: ParsableArguments {
    @Option(
        name: .customShort("I", allowingJoined: true), parsing: .singleValue,
        help: ArgumentHelp(
            "Let cells import the modules in this folder: NAME.swiftmodule with libNAME.so, libNAME.a or NAME.build in it or above it.",
            valueName: "folder"))
    var paths: [String] = []

    var folders: ModuleFolders { ModuleFolders(paths) }

    func validate() throws {
        for path in paths {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: PathText.expanded(path), isDirectory: &isFolder), isFolder.boolValue
            else {
                throw ValidationError("-I \(path): there is no such folder")
            }
        }
    }
}
