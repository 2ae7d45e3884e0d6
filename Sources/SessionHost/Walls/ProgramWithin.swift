import Foundation
import SessionProtocol

/// Becomes another program within walls: `avts-nb-session LIBRARY RULES PROGRAM ARGUMENT…`. It goes with the process that started it.
@_cdecl("avts_run_within")
public func runWithin(_: Int32) -> Int32 {
    let words = Array(CommandLine.arguments.dropFirst(2))
    guard words.count > 1, let rules = try? JSONDecoder().decode(SandboxRules.self, from: Data(words[0].utf8)) else { return 64 }
    _ = systemCall(SystemCall.processControl, 1, Int(SIGTERM), 0, 0, 0, 0)  // PR_SET_PDEATHSIG
    _ = Sandbox.enter(rules)
    let arguments: [UnsafeMutablePointer<CChar>?] = words.dropFirst().map { strdup($0) } + [nil]
    execv(words[1], arguments)
    let message = "cannot start \(words[1]): \(String(cString: strerror(errno)))\n"
    _ = message.withCString { write(2, $0, strlen($0)) }
    return 69
}
