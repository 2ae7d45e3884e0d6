import Foundation

/// Whether whoever began the kernel is still there: the process that Jupyter names, else the connection file.
struct ParentWatch {
    private let connection: String
    private let parent: pid_t?
    private let first = getppid()

    init(connection: String) {
        self.connection = connection
        parent = ProcessInfo.processInfo.environment["JPY_PARENT_PID"].flatMap { pid_t($0) }.flatMap { $0 > 1 ? $0 : nil }
    }

    var isGone: Bool {
        if let parent {
            // A parent that is gone hands its children to another.
            return kill(parent, 0) != 0 && errno == ESRCH || first == parent && getppid() != first
        }
        return access(connection, F_OK) != 0 && errno == ENOENT
    }
}
