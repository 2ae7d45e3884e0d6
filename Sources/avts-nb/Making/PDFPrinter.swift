import Files
import Foundation

/// Prints a page as PDF with a program of the machine: Chromium, or WeasyPrint.
enum PDFPrinter {
    /// Programs that print, the best first: what of the page they set as a browser does.
    private static let programs = ["chromium", "chromium-browser", "google-chrome", "chrome", "weasyprint"]

    /// The first of them that is installed: its path.
    static var program: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        for name in programs {
            for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/\(name)") {
                return "\(folder)/\(name)"
            }
        }
        return nil
    }

    /// A page of HTML as PDF.
    ///
    /// - Throws: `Failure` where no program is there, or it does not print.
    static func pdf(of page: String) throws -> [UInt8] {
        guard let program else {
            throw Failure(
                .noToolchain,
                "no program prints PDF here: looked for \(programs.joined(separator: ", ")) (Debian: apt-get install chromium, or weasyprint)"
            )
        }
        do {
            let scratch = try ScratchFolder()
            let (source, target) = ("\(scratch.path)/page.html", "\(scratch.path)/page.pdf")
            try AtomicFile.write(Array(page.utf8), to: source)
            let words = try run(program, source, target, in: scratch.path)
            guard let bytes = try? RegularFile.contents(target, limit: 1 << 30), bytes.starts(with: Array("%PDF".utf8)) else {
                let last = words.split(separator: "\n").suffix(3).joined(separator: "; ")
                throw Failure(.cannotWrite, "\(program) printed no PDF\(last.isEmpty ? "" : ": \(last)")")
            }
            return bytes
        } catch let error as FileError { throw Failure(.cannotWrite, error.description) }
    }

    /// Runs the program, and gives what it said.
    private static func run(_ program: String, _ source: String, _ target: String, in folder: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments =
            program.hasSuffix("weasyprint")
            ? ["--quiet", source, target]
            : [
                // The page does nothing by itself and asks for nothing; as root there is no sandbox to be had.
                "--headless", "--disable-gpu", "--hide-scrollbars", "--no-first-run", "--user-data-dir=\(folder)/profile",
                "--no-pdf-header-footer", "--print-to-pdf=\(target)",
            ] + (getuid() == 0 ? ["--no-sandbox"] : []) + ["file://\(source)"]
        let log = "\(folder)/log.txt"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let handle = FileHandle(forWritingAtPath: log)
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = handle
        process.standardError = handle
        do { try process.run() } catch {
            throw Failure(.noToolchain, "cannot run \(program): \(error.localizedDescription)")
        }
        let deadline = ContinuousClock.now + .seconds(120)
        while process.isRunning {
            if ContinuousClock.now > deadline {
                kill(process.processIdentifier, SIGKILL)
                throw Failure(.cannotWrite, "\(program) did not print within two minutes")
            }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return (try? String(contentsOfFile: log, encoding: .utf8)) ?? ""
    }
}
