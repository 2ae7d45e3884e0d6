import Glibc

// The process that runs cells. It links no room: library and cells must share one copy of every type, which is libAVTSKit.so's.
let library = CommandLine.arguments[1]
// With more arguments it becomes another program, within walls.
let entry = CommandLine.arguments.count > 2 ? "avts_run_within" : "avts_session_main"
guard let handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL), let symbol = dlsym(handle, entry) else {
    let message = "avts-nb-session: cannot load \(library): \(String(cString: dlerror()))\n"
    _ = message.withCString { write(2, $0, strlen($0)) }
    exit(1)
}
exit(unsafeBitCast(symbol, to: (@convention(c) (Int32) -> Int32).self)(3))
