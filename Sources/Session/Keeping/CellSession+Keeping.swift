import CellCompiler
import Files
import Foundation
import SessionProtocol

extension CellSession {
    /// What the process is told of keeping a cell's outcome; nil where it just runs.
    func keeping(of cell: CompiledCell, scratch: String) -> CellKeeping? {
        guard keepsOutcome, let outcomes, secrets.isEmpty else { return nil }
        let base = Digest.short(of: [PathText.absolute(cell.text.file), cell.outcomeBase])
        let dependencies = cell.dependencies
        return CellKeeping(
            base: base, variables: dependencies.variables,
            // Of the parameters those that are named: another value of the rest changes nothing.
            fields: dependencies.variables.contains("params") ? ["params": dependencies.readNames.sorted()] : [:],
            refusal: dependencies.impurity, folder: outcomes.folder, scratch: scratch,
            ignored: Self.system + [compiler.cacheFolder, PathText.folder(of: compiler.library.library), scratch]
                + ["decoded", "pretrained", "classifiers", "world"].map { "\(Home.data)/\($0)" },
            firstLine: cell.text.firstLine, takes: true)
    }

    /// Files of the system are as they are.
    private static let system = ["/proc", "/sys", "/usr", "/lib", "/lib64", "/bin", "/dev/null"]

    /// Gives what the process wrote its place.
    func settle(_ ending: CellEnding, _ keeping: CellKeeping?) {
        (unkept, changed, looked) = (ending.unkept, ending.changed, ending.looked)
        guard let keeping, let kept = ending.kept, let outcomes else { return }
        if let file = kept.file {
            outcomes.keep(file, base: keeping.base, key: kept.key)
        } else {
            outcomes.touch(base: keeping.base, key: kept.key)
        }
    }
}
