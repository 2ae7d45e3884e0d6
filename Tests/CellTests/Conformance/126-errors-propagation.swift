enum Oops: Error { case bad }
func inner() throws { throw Oops.bad }
func middle() throws { defer { print("cleanup") }; try inner(); print("never") }
do { try middle() } catch { print("caught \(error)") }
