import Foundation
import Notebook
import XCTest

/// What git is asked, and when it is not.
final class SourceQuestionTests: FolderCase {
    private func git(_ arguments: String...) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["git", "-C", folder, "-c", "user.name=n", "-c", "user.email=n@example.org"] + arguments
        (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
        try process.run()
        process.waitUntilExit()
        try XCTSkipIf(process.terminationStatus == 127, "no git here")
    }

    func testWhetherFilesDiffer() throws {
        XCTAssertNil(SourceQuestion(folder).isDirty(), "no repository")
        try git("init", "-q")
        try put("one", "in/n.avtsnb")
        try git("add", ".")
        try git("commit", "-qm", "one")
        XCTAssertEqual(SourceQuestion(folder + "/in").isDirty(patience: 60), false)
        try put("another", "in/n.avtsnb")
        XCTAssertEqual(SourceQuestion(folder + "/in").isDirty(patience: 60), true)
    }

    /// A repository whose settings name programs would have them started by a look at its files.
    func testSettingsThatNameProgramsAreNotRun() throws {
        try git("init", "-q")
        try put("one", "n.avtsnb")
        try put("*.avtsnb filter=x\n", ".gitattributes")
        try git("add", ".")
        try git("commit", "-qm", "one")
        try put("two", "n.avtsnb")
        for setting in ["filter.x.clean", "core.fsmonitor", "include.path"] {
            try git("config", setting, "touch \(folder)/started; cat")
            XCTAssertNil(SourceQuestion(folder).isDirty(patience: 60), setting)
            XCTAssertFalse(exists("started"), setting)
            try git("config", "--unset", setting)
        }
    }
}
