import Glibc

// In place of the C library's own calls by which files are opened, looked for and changed: what a cell reads belongs to what its result hangs on.
// Each tells the watch, if there is one, and goes on as it was; whoever calls, the library, Foundation or FFmpeg, comes by here.

/// Told the path and what is done: 0 reads, 1 writes or removes, 2 looks for, 3 lists, 4 goes there, 5 walks through.
nonisolated(unsafe) private var watch: (@convention(c) (UnsafePointer<CChar>, Int32) -> Void)?

@_cdecl("avts_watch_files")
public func watchFiles(_ new: (@convention(c) (UnsafePointer<CChar>, Int32) -> Void)?) { watch = new }

private func tell(_ path: UnsafePointer<CChar>?, _ kind: Int32) {
    if let watch, let path {
        let before = errno
        watch(path, kind)
        errno = before
    }
}

private func next<Function>(_ name: StaticString) -> Function {
    let symbol = name.withUTF8Buffer { name in
        name.withMemoryRebound(to: CChar.self) { dlsym(UnsafeMutableRawPointer(bitPattern: -1), $0.baseAddress!) }
    }
    return unsafeBitCast(symbol, to: Function.self)
}

private func kind(_ flags: Int32) -> Int32 { flags & (O_ACCMODE | O_CREAT | O_TRUNC) == O_RDONLY ? 0 : 1 }

// The third argument is there only where a file may be made; taking it always reads a register that nobody looks at.
private typealias Open = @convention(c) (UnsafePointer<CChar>, Int32, mode_t) -> Int32
private typealias OpenAt = @convention(c) (Int32, UnsafePointer<CChar>, Int32, mode_t) -> Int32
private let nextOpen: Open = next("open")
private let nextOpen64: Open = next("open64")
private let nextOpenAt: OpenAt = next("openat")
private let nextOpenAt64: OpenAt = next("openat64")

@_cdecl("open")
public func fileOpen(_ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
    tell(path, kind(flags))
    return nextOpen(path, flags, mode)
}

@_cdecl("open64")
public func fileOpen64(_ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
    tell(path, kind(flags))
    return nextOpen64(path, flags, mode)
}

/// Tells the path of a file beneath a folder that is open.
private func tell(at folder: Int32, _ path: UnsafePointer<CChar>, _ kind: Int32) {
    guard watch != nil, path[0] != 47 else { return tell(path, kind) }
    let before = errno
    var place = [CChar](repeating: 0, count: 8192)
    let name = folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/\(folder)"
    let count = readlink(name, &place, 4095)
    if count > 0 {
        place[count] = 47
        strncpy(&place[count + 1], path, 4095)
        tell(place, kind)
    }
    errno = before
}

@_cdecl("openat")
public func fileOpenAt(_ folder: Int32, _ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
    tell(at: folder, path, kind(flags))
    return nextOpenAt(folder, path, flags, mode)
}

@_cdecl("openat64")
public func fileOpenAt64(_ folder: Int32, _ path: UnsafePointer<CChar>, _ flags: Int32, _ mode: mode_t) -> Int32 {
    tell(at: folder, path, kind(flags))
    return nextOpenAt64(folder, path, flags, mode)
}

private typealias OpenStream = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) -> UnsafeMutableRawPointer?
private let nextOpenStream: OpenStream = next("fopen")
private let nextOpenStream64: OpenStream = next("fopen64")

@_cdecl("fopen")
public func streamOpen(_ path: UnsafePointer<CChar>, _ mode: UnsafePointer<CChar>) -> UnsafeMutableRawPointer? {
    tell(path, mode[0] == 114 && strchr(mode, 43) == nil ? 0 : 1)
    return nextOpenStream(path, mode)
}

@_cdecl("fopen64")
public func streamOpen64(_ path: UnsafePointer<CChar>, _ mode: UnsafePointer<CChar>) -> UnsafeMutableRawPointer? {
    tell(path, mode[0] == 114 && strchr(mode, 43) == nil ? 0 : 1)
    return nextOpenStream64(path, mode)
}

private typealias OnPath = @convention(c) (UnsafePointer<CChar>) -> Int32
private typealias OnFolder = @convention(c) (UnsafePointer<CChar>) -> OpaquePointer?
private typealias OnPathAndNumber = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32
private typealias OnPathAndPlace = @convention(c) (UnsafePointer<CChar>, UnsafeMutableRawPointer) -> Int32
private typealias OnTwoPaths = @convention(c) (UnsafePointer<CChar>, UnsafePointer<CChar>) -> Int32
private let nextList: OnFolder = next("opendir")
private let nextAccess: OnPathAndNumber = next("access")
private let nextStatus: OnPathAndPlace = next("stat")
private let nextLinkStatus: OnPathAndPlace = next("lstat")
private let nextStatus64: OnPathAndPlace = next("stat64")
private let nextLinkStatus64: OnPathAndPlace = next("lstat64")
private let nextUnlink: OnPath = next("unlink")
private let nextRemoveFolder: OnPath = next("rmdir")
private let nextMakeFolder: OnPathAndNumber = next("mkdir")
private let nextRename: OnTwoPaths = next("rename")
private let nextLink: OnTwoPaths = next("symlink")
private let nextChange: OnPath = next("chdir")

@_cdecl("opendir")
public func folderOpen(_ path: UnsafePointer<CChar>) -> OpaquePointer? {
    tell(path, 3)
    return nextList(path)
}

@_cdecl("access")
public func pathAccess(_ path: UnsafePointer<CChar>, _ mode: UInt32) -> Int32 {
    tell(path, 2)
    return nextAccess(path, mode)
}

@_cdecl("stat")
public func pathStatus(_ path: UnsafePointer<CChar>, _ place: UnsafeMutableRawPointer) -> Int32 {
    tell(path, 2)
    return nextStatus(path, place)
}

@_cdecl("lstat")
public func linkStatus(_ path: UnsafePointer<CChar>, _ place: UnsafeMutableRawPointer) -> Int32 {
    tell(path, 2)
    return nextLinkStatus(path, place)
}

@_cdecl("stat64")
public func pathStatus64(_ path: UnsafePointer<CChar>, _ place: UnsafeMutableRawPointer) -> Int32 {
    tell(path, 2)
    return nextStatus64(path, place)
}

@_cdecl("lstat64")
public func linkStatus64(_ path: UnsafePointer<CChar>, _ place: UnsafeMutableRawPointer) -> Int32 {
    tell(path, 2)
    return nextLinkStatus64(path, place)
}

@_cdecl("unlink")
public func pathUnlink(_ path: UnsafePointer<CChar>) -> Int32 {
    tell(path, 1)
    return nextUnlink(path)
}

@_cdecl("rmdir")
public func folderRemove(_ path: UnsafePointer<CChar>) -> Int32 {
    tell(path, 1)
    return nextRemoveFolder(path)
}

@_cdecl("mkdir")
public func folderMake(_ path: UnsafePointer<CChar>, _ mode: UInt32) -> Int32 {
    tell(path, 1)
    return nextMakeFolder(path, mode)
}

@_cdecl("rename")
public func pathRename(_ old: UnsafePointer<CChar>, _ new: UnsafePointer<CChar>) -> Int32 {
    tell(old, 1)
    tell(new, 1)
    return nextRename(old, new)
}

@_cdecl("symlink")
public func pathLink(_ target: UnsafePointer<CChar>, _ path: UnsafePointer<CChar>) -> Int32 {
    tell(path, 1)
    return nextLink(target, path)
}

@_cdecl("chdir")
public func folderChange(_ path: UnsafePointer<CChar>) -> Int32 {
    tell(path, 4)
    return nextChange(path)
}

private typealias AtFolder = @convention(c) (Int32, UnsafePointer<CChar>, UInt32) -> Int32
private typealias AtTwoFolders = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>) -> Int32
private typealias Walk =
    @convention(c) (
        UnsafePointer<UnsafeMutablePointer<CChar>?>, Int32, UnsafeRawPointer?
    ) -> OpaquePointer?
private let nextUnlinkAt: AtFolder = next("unlinkat")
private let nextMakeFolderAt: AtFolder = next("mkdirat")
private let nextRenameAt: AtTwoFolders = next("renameat")
private let nextWalk: Walk = next("fts_open")

@_cdecl("unlinkat")
public func pathUnlinkAt(_ folder: Int32, _ path: UnsafePointer<CChar>, _ flags: UInt32) -> Int32 {
    tell(at: folder, path, 1)
    return nextUnlinkAt(folder, path, flags)
}

@_cdecl("mkdirat")
public func folderMakeAt(_ folder: Int32, _ path: UnsafePointer<CChar>, _ mode: UInt32) -> Int32 {
    tell(at: folder, path, 1)
    return nextMakeFolderAt(folder, path, mode)
}

@_cdecl("renameat")
public func pathRenameAt(_ from: Int32, _ old: UnsafePointer<CChar>, _ to: Int32, _ new: UnsafePointer<CChar>) -> Int32 {
    tell(at: from, old, 1)
    tell(at: to, new, 1)
    return nextRenameAt(from, old, to, new)
}

@_cdecl("fts_open")
public func folderWalk(
    _ paths: UnsafePointer<UnsafeMutablePointer<CChar>?>, _ options: Int32, _ order: UnsafeRawPointer?
) -> OpaquePointer? {
    var index = 0
    while let path = paths[index] {
        tell(path, 5)
        index += 1
    }
    return nextWalk(paths, options, order)
}
