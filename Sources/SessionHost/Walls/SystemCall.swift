/// Calls of the kernel that the C library has no function for, or keeps for GNU programs.
enum SystemCall {
    #if arch(arm64)
        static let exit = 93
        static let gettid = 178
        static let processControl = 167
        static let readMemory = 270
        static let seccomp = 277
    #else
        static let exit = 60
        static let gettid = 186
        static let processControl = 157
        static let readMemory = 310
        static let seccomp = 317
    #endif
    static let createRuleset = 444
    static let addRule = 445
    static let restrictSelf = 446
}

/// The C library's `syscall`, whose arguments are words however many it reads.
@_silgen_name("syscall")
func systemCall(
    _ number: Int, _ first: Int, _ second: Int, _ third: Int, _ fourth: Int, _ fifth: Int, _ sixth: Int
) -> Int
